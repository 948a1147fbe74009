import { createHmac } from "node:crypto";
import type { Config } from "../config.ts";

/** X-Twilio-Signature as Twilio describes it: HMAC-SHA-1 over the address, then each parameter's name and value in the order of names. */
export function signForm(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const hmac = createHmac("sha1", authToken).update(url);
  for (const name of Object.keys(form).sort()) hmac.update(name + form[name]);
  return hmac.digest("base64");
}

/** Posts a form as Twilio would, signed over the address that the sender gave. Answers the HTTP status, or 0 when nobody answered. */
export async function postSigned(
  { twilio: { authToken }, reach }: Config,
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(reach(url), {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "x-twilio-signature": signForm(authToken, url, form),
        "user-agent": "TwilioProxy/1.1",
      },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, body: (await response.text()).slice(0, 2000) };
  } catch {
    return { status: 0, body: "" };
  }
}
