import { isDuration } from "@journeyman/core";
import { z } from "zod";

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 21:00");

/** A workspace's quiet hours. Without `channels` they hold for all of them. */
export const quietHoursSchema = z.strictObject({
  from: localTime,
  to: localTime,
  channels: z.array(z.enum(["email", "sms"])).optional(),
});
export type QuietHoursSettings = z.infer<typeof quietHoursSchema>;

const rolling = z.strictObject({
  count: z.number().int().min(0).max(10_000),
  within: z
    .string()
    .refine(
      (text) => isDuration(text) && !/[YM]/.test(text.split("T")[0] ?? ""),
      "must be a duration without months or years, such as P7D",
    ),
});

/** A workspace's caps, rolling, per class, over all journeys. Transactional messages have none. */
export const capSchema = z.strictObject({ marketing: rolling.optional() });
export type CapSettings = z.infer<typeof capSchema>;
