import type { Metadata } from "next";
import { SessionsScreen } from "@/app/(app)/settings/sessions/sessions-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Sessions" };

export default function SessionsPage() {
  return guarded("journey.read", () => <SessionsScreen />);
}
