import type { Metadata } from "next";
import { Suspense } from "react";
import { TemplatesScreen } from "@/app/(app)/messages/templates/templates-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Templates" };

export default function TemplatesPage() {
  return guarded("template.read", () => (
    <Suspense>
      <TemplatesScreen />
    </Suspense>
  ));
}
