import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from "@temporalio/worker";

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The driver's code for the sandbox. Three seconds of webpack, so it is made once a process. */
export function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL("../workflows/journey-run.ts", import.meta.url)),
    logger: new DefaultLogger("WARN"),
  });
  return bundle;
}
