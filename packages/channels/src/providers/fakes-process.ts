import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a fake accepted, as its API tells it; only what tests ask. */
export type FakeMessage = {
  id: string;
  channel: "email" | "sms";
  to: string;
  from: string;
  subject?: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
  messageId?: string;
  /** The envelope's sender, SMTP only. */
  returnPath?: string;
  source?: string;
  acceptedAt: string;
};

export type FakeFault = {
  channel: "email" | "sms";
  mode: "reject" | "429" | "5xx" | "accept-and-hang-up" | "slow" | "refuse-connection" | "undelivered";
  times?: number;
  every?: number;
  delayMs?: number;
  match?: { to?: string };
};

export type FakesProcess = {
  ports: { inbox: number; shop: number; smtp: number; twilio: number };
  /** The SMTP server's, when it was started with STARTTLS. */
  certificate?: string;
  home: string;
  messages(query?: Record<string, string>): Promise<FakeMessage[]>;
  fault(rule: FakeFault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Calls back for each line of the process's log. */
  onLine(listener: (line: Record<string, unknown>) => void): void;
  stop(): Promise<void>;
};

const main = fileURLToPath(new URL("../../../../apps/fakes/src/main.ts", import.meta.url));

/** Starts the fakes as their own process on free ports; nothing is shared with them but the wire. For tests. */
export async function startFakesProcess(environment: Record<string, string> = {}): Promise<FakesProcess> {
  const home = environment.JOURNEYMAN_HOME ?? mkdtempSync(join(tmpdir(), "journeyman-fakes-"));
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      ...process.env,
      JOURNEYMAN_HOME: home,
      FAKES_PORT: "0",
      SHOP_PORT: "0",
      FAKE_SMTP_PORT: "0",
      FAKE_TWILIO_PORT: "0",
      FAKE_TWILIO_CALLBACK_MS: "20",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const listeners = new Set<(line: Record<string, unknown>) => void>();
  const ready = await firstReady(child, listeners);
  const base = `http://127.0.0.1:${ready.ports.inbox}/api`;
  return {
    ...ready,
    home,
    async messages(query = {}) {
      const response = await fetch(`${base}/messages?${new URLSearchParams(query).toString()}`);
      return (await response.json()) as FakeMessage[];
    },
    async fault(rule) {
      const response = await fetch(`${base}/faults`, { method: "POST", body: JSON.stringify(rule) });
      if (!response.ok) throw new Error(`The fakes refuse the fault: ${await response.text()}`);
    },
    async clearFaults() {
      await fetch(`${base}/faults`, { method: "DELETE" });
    },
    onLine: (listener) => void listeners.add(listener),
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      if (environment.JOURNEYMAN_HOME === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

function firstReady(
  child: ChildProcess,
  listeners: Set<(line: Record<string, unknown>) => void>,
): Promise<Pick<FakesProcess, "ports" | "certificate">> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The fakes ended before they were ready (${code}).`)));
    if (!child.stdout) return reject(new Error("The fakes' output cannot be read."));
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      if (line.event === "ready") resolve(line as unknown as Pick<FakesProcess, "ports" | "certificate">);
      for (const listener of listeners) listener(line);
    });
  });
}
