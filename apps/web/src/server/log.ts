/** What was not foreseen, with the request's id that the answer carries. Messages of ours hold no personal data; a stranger's are cut. */
export function logProblem(error: unknown, requestId: string): void {
  const told =
    error instanceof Error
      ? { name: error.name, message: error.message.slice(0, 300), stack: error.stack?.split("\n").slice(1, 12).join("\n") }
      : { message: "not an error" };
  process.stderr.write(`${JSON.stringify({ level: "error", at: new Date().toISOString(), requestId, ...told })}\n`);
}
