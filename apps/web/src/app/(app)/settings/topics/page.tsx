import type { Metadata } from "next";
import { TopicsScreen } from "@/app/(app)/settings/topics/topics-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Topics" };

export default function TopicsPage() {
  return guarded("settings.read", () => <TopicsScreen />);
}
