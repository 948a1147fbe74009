import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type FakeMessage = { id: string; channel: "email" | "sms"; to: string; text: string; messageId?: string };

export type Fakes = {
  smtpPort: number;
  twilio: { baseUrl: string; accountSid: string; authToken: string };
  /** What the providers accepted, from their own log: it shares neither code nor database with the product. */
  messages(query?: Record<string, string>): Promise<FakeMessage[]>;
  fault(rule: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Called when a provider has accepted a message, before the sender is told. Answers how to stop listening. */
  onAccept(listener: (message: { channel: string; messageId?: string }) => void): () => void;
  stop(): Promise<void>;
};

const main = fileURLToPath(new URL("../../../apps/fakes/src/main.ts", import.meta.url));
const accountSid = "AC00000000000000000000000000000042";
const authToken = "journeyman-demo-token";

/** Starts the fakes as a process of their own, on free ports. */
export async function startFakes(): Promise<Fakes> {
  const home = mkdtempSync(join(tmpdir(), "journeyman-worker-fakes-"));
  const env = {
    ...process.env,
    JOURNEYMAN_HOME: home,
    FAKES_PORT: "0",
    SHOP_PORT: "0",
    FAKE_SMTP_PORT: "0",
    FAKE_TWILIO_CALLBACK_MS: "3600000",
  };
  const child = spawn(process.execPath, ["--import", "tsx", main], { env, stdio: ["ignore", "pipe", "inherit"] });
  const accepting = new Set<(message: { channel: string; messageId?: string }) => void>();
  const ports = await new Promise<{ inbox: number; smtp: number }>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The fakes ended before they were ready.")));
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = JSON.parse(text) as { event?: string; ports?: { inbox: number; smtp: number }; channel?: string; messageId?: string };
      if (line.event === "ready" && line.ports) resolve(line.ports);
      if (line.event !== "accepted" || line.channel === undefined) return;
      for (const listener of accepting)
        listener({ channel: line.channel, ...(line.messageId === undefined ? {} : { messageId: line.messageId }) });
    });
  });
  const base = `http://127.0.0.1:${ports.inbox}`;
  const call = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(`${base}${path}`, init);
    if (!response.ok) throw new Error(`The fakes answered ${response.status}: ${await response.text()}`);
    return response;
  };
  return {
    smtpPort: ports.smtp,
    twilio: { baseUrl: base, accountSid, authToken },
    async messages(query = {}) {
      return (await (await call(`/api/messages?${new URLSearchParams({ limit: "10000", ...query }).toString()}`)).json()) as FakeMessage[];
    },
    async fault(rule) {
      await call("/api/faults", { method: "POST", body: JSON.stringify(rule) });
    },
    async clearFaults() {
      await call("/api/faults", { method: "DELETE" });
    },
    onAccept(listener) {
      accepting.add(listener);
      return () => accepting.delete(listener);
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
