/** Runs `fn` over the items, at most `limit` at a time. Never rejects for one item's sake: `fn` sees to its own errors. */
export async function inParallel<T>(items: Iterable<T>, limit: number, fn: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await fn(next.value);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
