import type { Metadata } from "next";
import { Suspense } from "react";
import { JourneyScreen } from "@/canvas/screen/journey-screen.tsx";

export const metadata: Metadata = { title: "Journey" };

export default async function JourneyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <JourneyScreen id={id} />
    </Suspense>
  );
}
