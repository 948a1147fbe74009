import { guarded } from "@/server/guard.tsx";
import type { Metadata } from "next";
import { WorkspaceScreen } from "@/app/(app)/settings/workspace/workspace-screen.tsx";

export const metadata: Metadata = { title: "Workspace" };

export default function WorkspacePage() {
  return guarded("settings.read", () => <WorkspaceScreen />);
}
