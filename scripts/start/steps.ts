/** Prints each step with its time: "✓ Postgres 18 on 127.0.0.1:5433   0.6 s". */
export function stepPrinter(): {
  step<T>(title: string, work: (say: (line: string) => void) => Promise<T>, done?: (result: T) => string): Promise<T>;
  total(): string;
} {
  const start = Date.now();
  const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  return {
    async step(title, work, done) {
      const since = Date.now();
      console.log(`… ${title}`);
      const result = await work((line) => console.log(`    ${line}`));
      const text = done ? done(result) : title;
      console.log(`✓ ${text.padEnd(64)} ${seconds(since)}`);
      return result;
    },
    total: () => seconds(start),
  };
}
