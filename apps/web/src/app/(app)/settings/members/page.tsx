import type { Metadata } from "next";
import { MembersScreen } from "@/app/(app)/settings/members/members-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Members" };

export default function MembersPage() {
  return guarded("member.read", () => <MembersScreen />);
}
