import type { Metadata } from "next";
import { AuditScreen } from "@/app/(app)/settings/audit/audit-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Audit" };

export default function AuditPage() {
  return guarded("audit.read", () => <AuditScreen />);
}
