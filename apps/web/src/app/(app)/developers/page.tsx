import { SourcesScreen } from "@/app/(app)/developers/sources-screen.tsx";

export default function SourcesPage() {
  return <SourcesScreen />;
}
