import { z } from "zod";
import type { CallFailure, HttpAnswer } from "./http-call.ts";
import type { SendResult } from "./types.ts";

const createdSchema = z.object({ sid: z.string().regex(/^[SM]M[0-9a-f]{32}$/i) });
const errorSchema = z.object({ code: z.number().nullish() });

/** 400s that say "not like this, here": the account, the sender or the queue, and not the message. Mended, the message may go. */
const aboutTheAccount = new Set([
  20003, 20005, 21212, 21408, 21603, 21606, 21611, 21618, 21659, 21660, 21661, 21701, 21702, 21703, 21704, 21705, 63038,
]);
const unknownNumber = new Set([21211, 21214, 21217, 21401, 21614]);
const optedOut = 21610;

/**
 * What Twilio's answer to a POST of a message means. Twilio documents that a 429 (code 20429) was not processed and is safe to
 * repeat; it says nothing of the kind for 500 and 503, which may come after the message was made, and it takes no idempotency key.
 * So a 5xx is `unknown`: a later fact (our id is in the status callback's address) can still settle it.
 */
export function twilioOutcome(answer: HttpAnswer): SendResult {
  if (answer.status >= 200 && answer.status < 300) {
    const created = createdSchema.safeParse(jsonOf(answer.body));
    if (created.success) return { kind: "accepted", providerMessageId: created.data.sid };
    return { kind: "unknown", reason: "Twilio answered with success, but without the id of a message." };
  }
  const number = errorSchema.safeParse(jsonOf(answer.body)).data?.code ?? undefined;
  const code = number === undefined ? `HTTP ${answer.status}` : String(number);
  if (answer.status === 429) {
    const retryAfterMs = retryAfter(answer.headers["retry-after"]);
    return {
      kind: "refused",
      code,
      reason: `Twilio takes no more messages right now (${code}).`,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  if (answer.status >= 500)
    return { kind: "unknown", reason: `Twilio had an error of its own (${code}) and does not say whether it took the message.` };
  if (answer.status >= 300 && answer.status < 400) {
    return {
      kind: "refused",
      code,
      reason: `The address of Twilio's API leads elsewhere (${code}); write the final address under Settings, Providers.`,
    };
  }
  if (answer.status === 401 || answer.status === 403) {
    return {
      kind: "refused",
      code,
      reason: `Twilio does not accept the account or its token (${code}); check them under Settings, Providers.`,
    };
  }
  if (answer.status === 404 || (number !== undefined && aboutTheAccount.has(number))) {
    return {
      kind: "refused",
      code,
      reason: `Twilio does not send with these settings (${code}); check account and sender under Settings, Providers.`,
    };
  }
  if (number !== undefined && unknownNumber.has(number)) {
    return {
      kind: "rejected",
      code,
      reason: `Twilio says that nothing can be sent to this number (${code}).`,
      permanent: true,
      recipient: "unknown",
    };
  }
  if (number === optedOut) {
    return {
      kind: "rejected",
      code,
      reason: `The owner of this number has stopped messages at Twilio (${code}).`,
      permanent: true,
      recipient: "opted-out",
    };
  }
  return { kind: "rejected", code, reason: `Twilio refuses the message for good (${code}).`, permanent: true };
}

/** A call that got no answer: certainly not accepted only when the request never left. */
export function twilioFailure(failure: CallFailure): SendResult {
  if (failure.handedOver) return { kind: "unknown", reason: `The connection to Twilio was lost before it answered (${failure.code}).` };
  return { kind: "refused", code: failure.code, reason: `Twilio could not be reached (${failure.code}).` };
}

/** Seconds or a date, as milliseconds from now, at most an hour. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : undefined;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
