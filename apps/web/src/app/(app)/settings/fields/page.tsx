import type { Metadata } from "next";
import { FieldsScreen } from "@/app/(app)/settings/fields/fields-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Fields" };

export default function FieldsPage() {
  return guarded("settings.read", () => <FieldsScreen />);
}
