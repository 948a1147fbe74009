import { principalForApiKey } from "@journeyman/access";
import * as authoring from "@journeyman/authoring";
import type { DemoKeys } from "./keys.ts";

/**
 * The demo's mails lead to where the shop listens this time. What was published is published anew; a draft that somebody is at stays one.
 * Answers the keys with the shop's address.
 */
export async function moveShop(deps: authoring.AuthoringDeps, keys: DemoKeys, shopUrl: string): Promise<DemoKeys> {
  if (keys.shop === shopUrl) return keys;
  const principal = await principalForApiKey(deps.store, keys.apiKey);
  if (!principal) throw new Error("The demo's key is not known to this database.");
  const { environmentId } = keys.workspace;
  const before = new RegExp(`${keys.shop.replaceAll(".", "\\.")}(?!\\d)`, "g");
  for (const template of await authoring.listTemplates(deps, principal, environmentId)) {
    const content = JSON.stringify(template.draft);
    const moved = content.replaceAll(before, shopUrl);
    if (moved === content) continue;
    const { revision } = await authoring.saveTemplate(deps, principal, environmentId, template.id, {
      revision: template.revision,
      content: JSON.parse(moved),
    });
    if (!template.changed) await authoring.publishTemplate(deps, principal, environmentId, template.id, { revision });
  }
  return { ...keys, shop: shopUrl };
}
