import type { Metadata } from "next";
import { WorkspaceScreen } from "@/app/(app)/settings/workspace/workspace-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export const metadata: Metadata = { title: "Workspace" };

export default function WorkspacePage() {
  return guarded("settings.read", () => <WorkspaceScreen />);
}
