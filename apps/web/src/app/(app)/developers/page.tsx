import { guarded } from "@/server/guard.tsx";
import { SourcesScreen } from "@/app/(app)/developers/sources-screen.tsx";

export default function SourcesPage() {
  return guarded("settings.read", () => <SourcesScreen />);
}
