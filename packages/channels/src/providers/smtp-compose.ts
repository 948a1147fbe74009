import { JourneymanError } from "@journeyman/core";
import { createTransport } from "nodemailer";
import type { SmtpSecrets, SmtpSettings } from "./smtp-settings.ts";
import type { OutgoingMessage } from "./types.ts";

export type Composed = { envelope: { from: string; to: string }; bytes: Buffer };

/**
 * The headers under DKIM. `List-Unsubscribe-Post` is in no default list, and unsigned it counts for nothing (RFC 8058, 4).
 */
export const signedHeaders = [
  "From",
  "Reply-To",
  "Subject",
  "Date",
  "Message-ID",
  "To",
  "MIME-Version",
  "Content-Type",
  "Content-Transfer-Encoding",
  "List-Unsubscribe",
  "List-Unsubscribe-Post",
  "Feedback-ID",
].join(":");

const composer = createTransport({
  streamTransport: true,
  buffer: true,
  newline: "windows",
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** The mail as it goes over the wire, signed where DKIM is set, and its envelope. */
export async function composeMail(settings: SmtpSettings, secrets: SmtpSecrets, message: OutgoingMessage): Promise<Composed> {
  for (const [name, value] of Object.entries(message.headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || /[\r\n]/.test(value)) {
      throw new JourneymanError("invalid", `The header ${JSON.stringify(name.slice(0, 60))} cannot be sent: a header is one line.`);
    }
  }
  const sender = settings.from.address;
  const envelopeFrom = settings.bounceDomain
    ? `bounce+${message.returnTag ?? message.messageId.replaceAll("-", "")}@${settings.bounceDomain}`
    : sender;
  const info = await composer.sendMail({
    messageId: messageIdHeader(message.messageId, settings),
    from: message.from ?? { name: settings.from.name, address: sender },
    to: { name: "", address: message.to },
    ...(settings.replyTo === undefined ? {} : { replyTo: settings.replyTo }),
    subject: (message.subject ?? "").replace(/[\r\n]+/g, " "),
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    // `prepared` would skip folding; nodemailer encodes and folds these itself.
    headers: Object.entries(message.headers).map(([key, value]) => ({ key, value })),
    ...(settings.dkim && secrets.dkimPrivateKey
      ? {
          dkim: {
            domainName: settings.dkim.domain,
            keySelector: settings.dkim.selector,
            privateKey: secrets.dkimPrivateKey,
            headerFieldNames: signedHeaders,
          },
        }
      : {}),
  });
  if (!Buffer.isBuffer(info.message)) throw new JourneymanError("internal", "The mail was not composed as bytes.");
  return { envelope: { from: envelopeFrom, to: message.to }, bytes: info.message };
}

/** The same for the same message whenever it is composed, so that an answer to it or a bounce of it names our message. */
export function messageIdHeader(messageId: string, settings: Pick<SmtpSettings, "from" | "bounceDomain">): string {
  const domain = settings.bounceDomain ?? settings.from.address.slice(settings.from.address.lastIndexOf("@") + 1);
  return `<${messageId}@${domain}>`;
}
