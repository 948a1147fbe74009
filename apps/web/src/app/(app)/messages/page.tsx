import type { Metadata } from "next";
import { Suspense } from "react";
import { SentScreen } from "@/app/(app)/messages/sent-screen.tsx";

export const metadata: Metadata = { title: "Sent messages" };

export default function SentPage() {
  return (
    <Suspense>
      <SentScreen />
    </Suspense>
  );
}
