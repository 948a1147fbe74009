import type { Metadata } from "next";
import { ProvidersScreen } from "@/app/(app)/settings/providers/providers-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Providers" };

export default function ProvidersPage() {
  return guarded("settings.read", () => <ProvidersScreen />);
}
