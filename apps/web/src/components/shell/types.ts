/** What every screen of the signed-in part knows. Read on the server for each request. */
export type ShellData = {
  workspace: { id: string; name: string };
  environment: { id: string; kind: "test" | "live"; demo: boolean; brakeAt: string | null; brakeReason: string | null };
  environments: readonly { id: string; kind: "test" | "live" }[];
  user: { id: string; name: string; email: string; timeZone: string };
  role: string;
  /** What this person may do here; the server asks again at every action. */
  rights: readonly string[];
  urls: { ingest: string; inbox: string | null; shop: string | null };
};
