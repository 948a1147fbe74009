import { SMTPServer } from "smtp-server";

/** A mail as the server took it: what its final 250 said yes to. */
export type Accepted = { to: string; raw: string; at: number };

export type SmtpSink = {
  port: number;
  accepted: Accepted[];
  /** How the next mails are answered; back to accepting with `undefined`. */
  behave(how: Behaviour | undefined): void;
  /** Stops the next dialog at that point until `go`. */
  pauseAt(stage: Stage): { reached: Promise<void>; go(): void };
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

/** Where a dialog is: a client connected, named the sender, the recipient, or handed the mail over and waits for the answer. */
export type Stage = "connected" | "sender" | "recipient" | "data";

/** A real SMTP server that keeps what it accepts. */
export async function smtpSink(): Promise<SmtpSink> {
  const accepted: Accepted[] = [];
  let behaviour: Behaviour | undefined;
  const watchers: { n: number; done: () => void }[] = [];
  let pause: { stage: Stage; reached: () => void; released: Promise<void> } | undefined;
  const at = async (stage: Stage): Promise<void> => {
    if (pause?.stage !== stage) return;
    const { reached, released } = pause;
    pause = undefined;
    reached();
    await released;
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 50,
    onConnect(_session, answer) {
      void at("connected").then(() => answer());
    },
    onRcptTo(_address, _session, answer) {
      const refusal =
        behaviour?.kind === "reject" ? Object.assign(new Error("5.1.1 no such mailbox"), { responseCode: behaviour.code }) : undefined;
      void at("recipient").then(() => answer(refusal));
    },
    onMailFrom(_address, _session, answer) {
      const refusal =
        behaviour?.kind === "refuse" ? Object.assign(new Error("4.7.0 try again later"), { responseCode: behaviour.code }) : undefined;
      void at("sender").then(() => answer(refusal));
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      const how = behaviour;
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => void at("data").then(take));
      const take = (): void => {
        accepted.push({ to: session.envelope.rcptTo[0]?.address ?? "", raw: Buffer.concat(chunks).toString(), at: Date.now() });
        for (const watcher of watchers) if (accepted.length >= watcher.n) watcher.done();
        if (how?.kind === "accept-and-hang-up") {
          for (const one of (server as unknown as { connections: Set<{ close(): void }> }).connections) one.close();
        } else if (how?.kind === "accept-when") void how.released.then(() => answer());
        else if (how?.kind !== "accept-and-hang") answer(null, `queued as ${accepted.length.toString().padStart(8, "0")}`);
      };
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
    pauseAt(stage) {
      let go: () => void = () => {};
      let reached: () => void = () => {};
      const released = new Promise<void>((resolve) => {
        go = resolve;
      });
      const here = new Promise<void>((resolve) => {
        reached = resolve;
      });
      pause = { stage, reached: () => reached(), released };
      return { reached: here, go: () => go() };
    },
    reached: (n) => (accepted.length >= n ? Promise.resolve() : new Promise((done) => watchers.push({ n, done }))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
