import { type CustomTypesConfig, types } from "pg";

/**
 * How values cross between Postgres and our rows. Read this before writing SQL:
 *
 * | SQL            | read as                                   | written with                                  |
 * | -------------- | ----------------------------------------- | --------------------------------------------- |
 * | `timestamptz`  | **number: epoch milliseconds (Instant)**  | `sqlTime(instant)`                            |
 * | `int8`         | number; an error when it is not safe      | number                                        |
 * | `numeric`      | string (exact)                            | string or number                              |
 * | `json`/`jsonb` | the parsed value                          | `sqlJson(value)` (pg would write an array `{…}`) |
 * | `bytea`        | Buffer                                    | Buffer or Uint8Array                          |
 * | `uuid`         | string, lower case                        | string                                        |
 */
const oid = { int8: 20, timestamptz: 1184, timestamp: 1114, int8Array: 1016, timestamptzArray: 1185 } as const;

type Parse = (text: string) => unknown;
const parseTextArray = types.getTypeParser(1009 as never, "text") as (text: string) => (string | null)[];

const parsers = new Map<number, Parse>([
  [oid.int8, parseInt8],
  [oid.timestamptz, parseInstant],
  [oid.int8Array, (text) => parseTextArray(text).map((item) => (item === null ? null : parseInt8(item)))],
  [oid.timestamptzArray, (text) => parseTextArray(text).map((item) => (item === null ? null : parseInstant(item)))],
]);

/** Our parsers for one pool: the process's other users of `pg` (Prisma) keep theirs. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: (id: number, format?: "text" | "binary") => {
    const own = format === "binary" ? undefined : parsers.get(id);
    return own ?? (format === undefined ? types.getTypeParser(id) : types.getTypeParser(id, format));
  },
};

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("An int8 from the database is too large for a number.");
  return value;
}

/** `2026-11-24 11:20:00.123+00` (the session's zone may be any): epoch milliseconds, what is finer cut off. */
export function parseInstant(text: string): number {
  if (text === "infinity") return Infinity;
  if (text === "-infinity") return -Infinity;
  const match = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/.exec(text);
  if (!match) throw new RangeError(`A timestamptz has a form that is not understood: ${text}`);
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute, offsetSecond] = match;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const offset = ((Number(offsetHour) * 60 + Number(offsetMinute ?? 0)) * 60 + Number(offsetSecond ?? 0)) * 1000;
  return utc + Math.floor(Number((fraction ?? "").padEnd(3, "0").slice(0, 3))) - (sign === "-" ? -offset : offset);
}

/** An Instant as a parameter for `timestamptz`. `undefined` becomes NULL. */
export function sqlTime(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}

/** A JSON value as a parameter for `json` and `jsonb`. `undefined` becomes NULL; `null` becomes NULL too, never the JSON null. */
export function sqlJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
