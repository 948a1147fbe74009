import type { Metadata } from "next";
import { Suspense } from "react";
import { PersonScreen } from "@/app/(app)/people/[id]/person-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ id: string }> };

export default async function PersonPage({ params }: Props) {
  const { id } = await params;
  return guarded("person.read", () => (
    <Suspense>
      <PersonScreen id={decodeURIComponent(id)} />
    </Suspense>
  ));
}
