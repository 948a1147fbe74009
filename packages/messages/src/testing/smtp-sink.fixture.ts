import { SMTPServer } from "smtp-server";

/** A mail as the server took it: what its final 250 said yes to. */
export type Accepted = { to: string; raw: string; at: number };

export type SmtpSink = {
  port: number;
  accepted: Accepted[];
  /** How the next mails are answered; back to accepting with `undefined`. */
  behave(how: Behaviour | undefined): void;
  /** Resolves when the n-th mail was accepted. */
  reached(n: number): Promise<void>;
  close(): Promise<void>;
};

export type Behaviour =
  | { kind: "refuse"; code: number }
  | { kind: "reject"; code: number }
  /** Takes the mail and drops the line instead of saying so. */
  | { kind: "accept-and-hang-up" }
  /** Takes the mail and never answers. */
  | { kind: "accept-and-hang" }
  /** Takes the mail, and says so once released. */
  | { kind: "accept-when"; released: Promise<void> };

/** A real SMTP server that keeps what it accepts. */
export async function smtpSink(): Promise<SmtpSink> {
  const accepted: Accepted[] = [];
  let behaviour: Behaviour | undefined;
  const watchers: { n: number; done: () => void }[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 50,
    onRcptTo(address, _session, answer) {
      if (behaviour?.kind === "reject") return answer(Object.assign(new Error("5.1.1 no such mailbox"), { responseCode: behaviour.code }));
      answer();
    },
    onMailFrom(_address, _session, answer) {
      if (behaviour?.kind === "refuse") return answer(Object.assign(new Error("4.7.0 try again later"), { responseCode: behaviour.code }));
      answer();
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      const how = behaviour;
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        accepted.push({ to: session.envelope.rcptTo[0]?.address ?? "", raw: Buffer.concat(chunks).toString(), at: Date.now() });
        for (const watcher of watchers) if (accepted.length >= watcher.n) watcher.done();
        if (how?.kind === "accept-and-hang-up")
          return void (server as unknown as { connections: Set<{ close(): void }> }).connections.forEach((one) => one.close());
        if (how?.kind === "accept-and-hang") return;
        if (how?.kind === "accept-when") return void how.released.then(() => answer());
        answer(null, `queued as ${accepted.length.toString().padStart(8, "0")}`);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    accepted,
    behave: (how) => {
      behaviour = how;
    },
    reached: (n) => (accepted.length >= n ? Promise.resolve() : new Promise((done) => watchers.push({ n, done }))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
