/**
 * The kinds of field a settings form is made of. A schema names one with `.meta(field("duration", { title: "For" }))`; the form reads it from the JSON
 * Schema (`z.toJSONSchema(settings, { io: "input" })`), where it stands as `field` beside `title`, `description` and the hints below.
 */
export const fieldKinds = [
  "text",
  "number",
  "choice",
  "duration",
  "template",
  "topic",
  "event",
  "filter",
  "expression",
  "cases",
  "subjects",
] as const;

export type FieldKind = (typeof fieldKinds)[number];

export type FieldMeta = {
  field: FieldKind;
  /** The label. */
  title: string;
  /** One sentence under the field. */
  description?: string;
  placeholder?: string;
  /** Of a `template`: which channel's. */
  channel?: string;
  /** Of a `choice`: value → words. */
  choices?: Readonly<Record<string, string>>;
  /** Shown only when the person asks for more. */
  advanced?: boolean;
};

export function field(kind: FieldKind, meta: Omit<FieldMeta, "field">): FieldMeta {
  return { field: kind, ...meta };
}
