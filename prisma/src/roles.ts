import { JourneymanError } from "@journeyman/core";
import { Client } from "pg";
import { appRole, engineRole, rolePassword, urlFor } from "./role-urls.ts";

/**
 * Sees that both restricted roles can log in with their derived passwords. A role that can already is left alone, and so is one whose
 * URL the user gave (`keep`): then its password is theirs. Refuses roles that could pass by row level security.
 */
export async function ensureRoles(
  owner: Client,
  ownerUrl: string,
  keep: readonly string[],
  roles: readonly string[] = [appRole, engineRole],
): Promise<string[]> {
  const changed: string[] = [];
  for (const role of roles) {
    const found = await owner.query<{ rolcanlogin: boolean; rolsuper: boolean; rolbypassrls: boolean }>(
      "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1",
      [role],
    );
    const row = found.rows[0];
    if (row === undefined)
      throw new JourneymanError("internal", `The role ${role} is missing although the migrations made it. Was it dropped by hand?`);
    if (row.rolsuper || row.rolbypassrls) {
      throw new JourneymanError(
        "internal",
        `The role ${role} passes by row level security. Run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS;`,
      );
    }
    if (keep.includes(role)) continue;
    if (row.rolcanlogin && (await canLogIn(urlFor(ownerUrl, role)))) continue;
    await giveLogin(owner, role, rolePassword(ownerUrl, role));
    changed.push(role);
  }
  return changed;
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "28P01" || code === "28000") return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function giveLogin(owner: Client, role: string, password: string | undefined): Promise<void> {
  // ALTER ROLE takes no parameters; the password is base64url, so quoting it is safe.
  const sql = `ALTER ROLE ${owner.escapeIdentifier(role)} LOGIN PASSWORD ${password === undefined ? "NULL" : owner.escapeLiteral(password)}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query(sql);
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      // Another database of the same cluster is being migrated at the same moment.
      if (attempt < 5 && message?.includes("tuple concurrently updated")) continue;
      if (code === "42501") {
        throw new JourneymanError(
          "forbidden",
          `The owner in DATABASE_URL may not give ${role} a password. Grant it CREATEROLE, or give the role a login yourself and set ${role === appRole ? "APP_DATABASE_URL" : "ENGINE_DATABASE_URL"}.`,
          { cause: error },
        );
      }
      throw error;
    }
  }
}
