import { z } from "zod";

const coordinate = z.number().min(-1_000_000).max(1_000_000);

export const noteSchema = z.strictObject({
  id: z.string().max(60),
  x: coordinate,
  y: coordinate,
  width: z.number().positive().max(10_000).optional(),
  height: z.number().positive().max(10_000).optional(),
  text: z.string().max(5000),
  colour: z.string().max(30).optional(),
});

/** How the canvas looks; never changes behaviour, and lives apart from the definition. */
export const layoutSchema = z.strictObject({
  /** `auto`: the product places the steps; `free`: the author has moved one. */
  placement: z.enum(["auto", "free"]).default("auto"),
  positions: z.record(z.string().max(60), z.strictObject({ x: coordinate, y: coordinate })).default({}),
  notes: z.array(noteSchema).max(200).default([]),
});

export type Layout = z.output<typeof layoutSchema>;
export type Note = z.output<typeof noteSchema>;
