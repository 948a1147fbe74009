import { isJourneymanError } from "@journeyman/core";

/**
 * At the server's start: with a key file of another database every person would be a stranger, and no screen would say why. A database that
 * is away says nothing of the keys; the screens say that it is away.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { deps } = await import("@/server/deps.ts");
  const { store, vault } = deps();
  try {
    await vault.verifyAgainst(store);
  } catch (error) {
    if (isJourneymanError(error) && error.code === "unavailable") return;
    console.error(error);
    process.exit(1);
  }
}
