import type { Metadata } from "next";
import { KeysScreen } from "@/app/(app)/developers/keys/keys-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "API" };

export default function KeysPage() {
  return guarded("settings.read", () => <KeysScreen />);
}
