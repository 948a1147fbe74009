import { SourcesScreen } from "@/app/(app)/developers/sources-screen.tsx";
import { guarded } from "@/server/guard.tsx";

export default function SourcesPage() {
  return guarded("settings.read", () => <SourcesScreen />);
}
