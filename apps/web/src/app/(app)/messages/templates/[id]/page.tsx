import type { Metadata } from "next";
import { Suspense } from "react";
import { TemplateScreen } from "@/app/(app)/messages/templates/[id]/template-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Template" };

type Props = { params: Promise<{ id: string }> };

export default async function TemplatePage({ params }: Props) {
  const { id } = await params;
  return guarded("template.read", () => (
    <Suspense>
      <TemplateScreen id={decodeURIComponent(id)} />
    </Suspense>
  ));
}
