import type { Tx } from "@journeyman/store";
import { checkTemplate, type TemplateProblem } from "@journeyman/templates";

export type SenderRow = { postal_address: string | null; time_zone: string };

export async function senderOf(tx: Tx): Promise<SenderRow> {
  const [row] = await tx.query<SenderRow>(
    "authoring_sender",
    "SELECT w.postal_address, w.time_zone FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1",
    [tx.environmentId],
  );
  return row ?? { postal_address: null, time_zone: "UTC" };
}

/** What is wrong with a template here: its own faults, and marketing mail from a workspace that has no postal address to show. */
export async function templateProblems(
  tx: Tx,
  channel: "email" | "sms",
  transactional: boolean,
  content: unknown,
): Promise<TemplateProblem[]> {
  const problems = checkTemplate(content, channel, { class: transactional ? "transactional" : "marketing" });
  if (channel === "email" && !transactional && !(await senderOf(tx)).postal_address) {
    problems.push({
      path: "html",
      part: "html",
      severity: "error",
      code: "postal-address-unset",
      message: "Marketing mail must show a postal address, and the workspace has none. Add it in Settings, Workspace.",
    });
  }
  return problems;
}
