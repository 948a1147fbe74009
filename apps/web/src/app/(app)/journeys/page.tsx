import type { Metadata } from "next";
import { Suspense } from "react";
import { JourneysScreen } from "@/canvas/list/journeys-screen.tsx";

export const metadata: Metadata = { title: "Journeys" };

export default function JourneysPage() {
  return (
    <Suspense>
      <JourneysScreen />
    </Suspense>
  );
}
