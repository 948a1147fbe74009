import { contextEndpoints } from "./context.ts";
import { countEndpoints } from "./counts.ts";
import { draftEndpoints } from "./drafts.ts";
import { listEndpoints } from "./list.ts";
import { stateEndpoints } from "./states.ts";
import { versionEndpoints } from "./versions.ts";

export const journeyEndpoints = [
  ...listEndpoints,
  ...draftEndpoints,
  ...versionEndpoints,
  ...stateEndpoints,
  ...countEndpoints,
  ...contextEndpoints,
];
