import type { JsonObject } from "@journeyman/core";
import { z } from "zod";

/** What a message keeps of its step and its journey; `message.settings`. */
export const messageSettingsSchema = z.object({
  quietHours: z.enum(["hold", "skip"]).default("hold"),
  /** Parts of the template's content that the step replaces. */
  overrides: z.record(z.string(), z.unknown()).optional(),
  journey: z
    .object({
      quietHours: z.enum(["workspace", "off"]).optional(),
      cap: z.enum(["workspace", "off"]).optional(),
      timeZone: z.string().optional(),
    })
    .optional(),
  /** A test send: recorded, not counted. `hint` is what may be shown of the address it went to. */
  preview: z.object({ hint: z.string(), by: z.string().optional() }).optional(),
});

export type MessageSettings = {
  quietHours: "hold" | "skip";
  overrides?: JsonObject;
  journey?: { quietHours?: "workspace" | "off"; cap?: "workspace" | "off"; timeZone?: string };
  preview?: { hint: string; by?: string };
};
