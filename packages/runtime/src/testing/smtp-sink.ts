import { createServer, type Socket } from "node:net";

/** A mail as the server took it. `messageId` is ours, from its headers. */
export type Accepted = { to: string; messageId: string; at: number };

export type Behaviour = "accept" | "refuse" | "reject" | "accept-and-hang-up" | "accept-and-hang";

export type SmtpSink = {
  port: number;
  accepted: Accepted[];
  /** How mails are answered from now on; `slowMs` before each answer to the data. */
  behave(how: Behaviour, slowMs?: number): void;
  /** Called with each mail before its sender is answered. */
  onAccept(listener: (mail: Accepted) => void): void;
  close(): Promise<void>;
};

/** The least of SMTP that a client needs, spoken on a real socket, with little work of its own: it shares the machine with what is measured. */
export async function smtpSink(port = 0): Promise<SmtpSink> {
  const accepted: Accepted[] = [];
  const listeners: ((mail: Accepted) => void)[] = [];
  const sockets = new Set<Socket>();
  let behaviour: Behaviour = "accept";
  let slowMs = 0;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    socket.setNoDelay(true);
    let buffer = "";
    let to = "";
    let inData = false;
    const say = (line: string): void => void (socket.writable && socket.write(`${line}\r\n`));
    const take = (raw: string): void => {
      const mail = { to, messageId: /^message-id:\s*<([^>@]*)/im.exec(raw)?.[1] ?? "", at: Date.now() };
      accepted.push(mail);
      for (const listener of listeners) listener(mail);
      if (behaviour === "accept-and-hang-up") return void socket.destroy();
      if (behaviour === "accept-and-hang") return;
      const answer = (): void => say(`250 2.0.0 queued as ${accepted.length}`);
      if (slowMs > 0) setTimeout(answer, slowMs);
      else answer();
    };
    const command = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO") say("250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8");
      else if (verb === "MAIL") say(behaviour === "refuse" ? "451 4.7.0 try again later" : "250 2.1.0 ok");
      else if (verb === "RCPT") {
        to = /<([^>]*)>/.exec(line)?.[1] ?? "";
        say(behaviour === "reject" ? "550 5.1.1 no such mailbox" : "250 2.1.5 ok");
      } else if (verb === "DATA") {
        inData = true;
        say("354 go on");
      } else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n");
      else say("250 2.0.0 ok");
    };
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      for (;;) {
        const end = inData ? buffer.indexOf("\r\n.\r\n") : buffer.indexOf("\r\n");
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          take(part);
        } else command(part);
      }
    });
    say("220 sink ESMTP");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    accepted,
    behave(how, ms = 0) {
      behaviour = how;
      slowMs = ms;
    },
    onAccept: (listener) => void listeners.push(listener),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
