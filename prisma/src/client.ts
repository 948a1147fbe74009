import { type Id, isId, JourneymanError } from "@journeyman/core";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** What a tenant's function gets: every model, and nothing that would leave the transaction. */
export type TenantPrisma = Prisma.TransactionClient;

/** A pool behind a door. It has no models: the only way to them is `withTenant`, so that no query runs without its tenant. */
export type PrismaHandle = { close(): Promise<void> };

const clients = new WeakMap<PrismaHandle, PrismaClient>();

/** Prisma over the restricted role's URL. Times are Dates here, bytes are Uint8Array, `bigint` columns are bigint. */
export function prismaClient(appUrl: string, options: { max?: number } = {}): PrismaHandle {
  const adapter = new PrismaPg({
    connectionString: appUrl,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    application_name: "journeyman web",
  });
  const client = new PrismaClient({ adapter });
  const handle: PrismaHandle = { close: () => client.$disconnect() };
  clients.set(handle, client);
  return handle;
}

/** One transaction of one environment, as `store.tenant` is: the settings are made in the same transaction, and end with it. */
export async function withTenant<T>(prisma: PrismaHandle, environmentId: Id, fn: (tx: TenantPrisma) => Promise<T>): Promise<T> {
  if (!isId(environmentId)) throw new JourneymanError("invalid_id", "A transaction needs the UUID of its environment, in lower case.");
  return transaction(prisma, async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.environment', ${environmentId}, true), set_config('app.organisation', '', true)`;
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT set_config('app.organisation', organisation_id::text, true) FROM environment WHERE id = ${environmentId}::uuid`;
    if (rows.length === 0) throw new JourneymanError("not_found", "There is no such environment.", { context: { environmentId } });
    return fn(tx);
  });
}

/** One transaction over an organisation's own rows: workspaces, users, members, sessions, audit. */
export async function withOrganisation<T>(prisma: PrismaHandle, organisationId: Id, fn: (tx: TenantPrisma) => Promise<T>): Promise<T> {
  if (!isId(organisationId)) throw new JourneymanError("invalid_id", "A transaction needs the UUID of its organisation, in lower case.");
  return transaction(prisma, async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.environment', '', true), set_config('app.organisation', ${organisationId}, true)`;
    return fn(tx);
  });
}

async function transaction<T>(prisma: PrismaHandle, fn: (tx: TenantPrisma) => Promise<T>): Promise<T> {
  const client = clients.get(prisma);
  if (client === undefined) throw new JourneymanError("internal", "withTenant needs what prismaClient() returned.");
  return client.$transaction(fn, { timeout: 30_000, maxWait: 10_000 });
}
