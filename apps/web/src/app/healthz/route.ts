import { deps } from "@/server/deps.ts";

/** Tells whoever started us that it is us who answer at this port. */
const headers = { "journeyman-start": process.env.JOURNEYMAN_START ?? "" };

export const dynamic = "force-dynamic";

/** 200 when the database answers; for whoever starts and watches us. */
export async function GET(): Promise<Response> {
  const started = performance.now();
  try {
    await deps().store.ping();
    return Response.json({ ok: true, database: `${Math.round(performance.now() - started)} ms` }, { headers });
  } catch (error) {
    return Response.json(
      { ok: false, problem: error instanceof Error ? error.message : "The database does not answer." },
      { status: 503, headers },
    );
  }
}
