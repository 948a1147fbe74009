import { keysEndpoints } from "./keys.ts";
import { membersEndpoints } from "./members.ts";
import { providersEndpoints } from "./providers.ts";
import { securityEndpoints } from "./security.ts";
import { sourcesEndpoints } from "./sources.ts";
import { testRecipientsEndpoints } from "./test-recipients.ts";
import { topicsEndpoints } from "./topics.ts";
import { workspaceEndpoints } from "./workspace.ts";

export const settingsEndpoints = [
  ...workspaceEndpoints,
  ...topicsEndpoints,
  ...providersEndpoints,
  ...testRecipientsEndpoints,
  ...sourcesEndpoints,
  ...keysEndpoints,
  ...membersEndpoints,
  ...securityEndpoints,
];
