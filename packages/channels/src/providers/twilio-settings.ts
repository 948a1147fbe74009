import { z } from "zod";

export const twilioSettingsSchema = z
  .object({
    accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, "is AC and 32 hexadecimal characters, as Twilio's console shows it"),
    /** A number in E.164, a short code or an alphanumeric sender. */
    from: z
      .string()
      .regex(
        /^(\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/,
        "is a number such as +15005550006, a short code, or a name of at most 11 letters",
      )
      .optional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/, "is MG and 32 hexadecimal characters")
      .optional(),
    /** Twilio's own unless a region's (`https://api.ie1.twilio.com`) or a test's. */
    baseUrl: z.url().default("https://api.twilio.com"),
  })
  .strict()
  .refine((settings) => settings.from !== undefined || settings.messagingServiceSid !== undefined, {
    message: "needs a sender or a messaging service",
    path: ["from"],
  });

/** The auth token also signs Twilio's calls to us, so it is needed even where an API key does the sending. */
export const twilioSecretsSchema = z
  .object({
    authToken: z.string().min(1).max(200),
    apiKeySid: z
      .string()
      .regex(/^SK[0-9a-fA-F]{32}$/)
      .optional(),
    apiKeySecret: z.string().max(200).optional(),
  })
  .strict();

export type TwilioSettings = z.output<typeof twilioSettingsSchema>;
export type TwilioSecrets = z.output<typeof twilioSecretsSchema>;
