import type { Principal } from "@journeyman/access";
import { JourneymanError } from "@journeyman/core";

/**
 * The environment a request is about: the one asked for if it is one of the principal's own, else test, else the first.
 * `asked` is an id or a kind. A wrong cookie falls back; a wrong header (`strict`) is an error, because code should hear of it.
 */
export function chooseEnvironment(principal: Pick<Principal, "environments">, asked: string | undefined, strict = false): string {
  const own = principal.environments;
  const found = own.find((environment) => environment.id === asked || environment.kind === asked);
  if (found) return found.id;
  if (strict && asked !== undefined) {
    throw new JourneymanError(
      "forbidden",
      "This environment is not one that you may look at. Leave the x-environment header out, or name test or live.",
    );
  }
  const fallback = own.find((environment) => environment.kind === "test") ?? own[0];
  if (!fallback) throw new JourneymanError("forbidden", "You are not a member of any workspace. Ask an owner to add you.");
  return fallback.id;
}
