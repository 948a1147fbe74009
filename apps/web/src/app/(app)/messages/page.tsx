import type { Metadata } from "next";
import { Suspense } from "react";
import { SentScreen } from "@/app/(app)/messages/sent-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Sent messages" };

export default function SentPage() {
  return guarded("message.read", () => (
    <Suspense>
      <SentScreen />
    </Suspense>
  ));
}
