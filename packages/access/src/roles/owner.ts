import { actions, type RoleDefinition } from "./actions.ts";

export const owner: RoleDefinition = {
  title: "Owner",
  description: "May do everything: people's contact data, members, keys, providers, and the approval of transactional messages.",
  allows: actions,
};
