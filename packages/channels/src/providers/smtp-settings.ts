import { z } from "zod";
import { parseEmail } from "../email-address.ts";

const address = z.string().refine((text) => parseEmail(text) !== undefined, "is not an e-mail address");
const oneLine = z
  .string()
  .max(200)
  .regex(/^[^\r\n]*$/, "must be one line");

export const smtpSettingsSchema = z
  .object({
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65535).default(587),
    /** `starttls` upgrades or fails; `tls` from the first byte (port 465); `none` only inside a private network. */
    security: z.enum(["starttls", "tls", "none"]).default("starttls"),
    user: z.string().max(320).optional(),
    from: z.object({ name: oneLine.default(""), address }),
    replyTo: address.optional(),
    /** Bounces go to `bounce+<message>@this`; without it to the sender. */
    bounceDomain: z.string().max(200).optional(),
    /** Asks for a delivery status notification on failure, where the server offers it (RFC 3461). */
    dsn: z.boolean().default(true),
    /** The key itself is a secret. */
    dkim: z.object({ domain: z.string().max(253), selector: z.string().max(63) }).optional(),
    /** What we call ourselves in EHLO; this machine's name when absent. */
    ehloName: oneLine.optional(),
    /** A certificate (PEM) to trust beside the system's. */
    certificate: z.string().max(20_000).optional(),
    maxConnections: z.number().int().min(1).max(50).default(5),
  })
  .strict();

export const smtpSecretsSchema = z
  .object({ password: z.string().max(2000).optional(), dkimPrivateKey: z.string().max(20_000).optional() })
  .strict();

export type SmtpSettings = z.output<typeof smtpSettingsSchema>;
export type SmtpSecrets = z.output<typeof smtpSecretsSchema>;
