import type { Metadata } from "next";
import { Suspense } from "react";
import { PeopleScreen } from "@/app/(app)/people/people-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "People" };

export default function PeoplePage() {
  return guarded("person.read", () => (
    <Suspense>
      <PeopleScreen />
    </Suspense>
  ));
}
