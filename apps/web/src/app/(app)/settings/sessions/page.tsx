import { guarded } from "@/server/guard.tsx";
import type { Metadata } from "next";
import { SessionsScreen } from "@/app/(app)/settings/sessions/sessions-screen.tsx";

export const metadata: Metadata = { title: "Sessions" };

export default function SessionsPage() {
  return guarded("journey.read", () => <SessionsScreen />);
}
