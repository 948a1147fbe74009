/** One line of JSON on standard output. */
export function logLine(level: "info" | "warn" | "error", message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), process: "fakes", message, ...fields })}\n`);
}
