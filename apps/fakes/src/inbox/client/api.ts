import { toast } from "./dom.ts";
import { change, type Fault, type FullMessage, type Reply, type Summary, state } from "./state.ts";

async function call<T>(path: string, init?: RequestInit): Promise<T | undefined> {
  try {
    const response = await fetch(`/api${path}`, init);
    if (response.ok) return response.status === 204 ? undefined : ((await response.json()) as T);
    const { error } = (await response.json().catch(() => ({}))) as { error?: string };
    toast(error ?? `The inbox answered ${response.status}.`);
  } catch {
    toast("The inbox does not answer. Is it still running?");
  }
  return undefined;
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const readMessage = (id: string) => call<FullMessage>(`/messages/${id}`);
export const emptyInbox = () => call("/messages", { method: "DELETE" });
export const unsubscribe = (id: string) => call<{ ok: boolean; detail: string }>(`/messages/${id}/unsubscribe`, { method: "POST" });
export const reply = (from: string, text: string) => call<{ ok: boolean; reason?: string }>("/replies", post({ from, text }));
export const addFault = (rule: object) => call<Fault>("/faults", post(rule));
export const removeFault = (id: string) => call(`/faults/${id}`, { method: "DELETE" });

export async function loadAll(): Promise<void> {
  const [messages, replies, faults] = await Promise.all([
    call<Summary[]>("/messages?view=summary"),
    call<Reply[]>("/replies"),
    call<Fault[]>("/faults"),
  ]);
  change({ messages: messages ?? [], replies: replies ?? [], faults: faults ?? [] });
}

/** Follows the fakes; after a break everything is read again, since events may have been missed. */
export function follow(): void {
  const stream = new EventSource("/api/stream");
  const on = (name: string, take: (data: unknown) => void) => stream.addEventListener(name, (event) => take(JSON.parse(event.data)));
  stream.addEventListener("error", () => change({ live: false }));
  on("ready", () => void loadAll().then(() => change({ live: true })));
  on("accepted", (data) => {
    const message = data as Summary;
    state.messages.push(message);
    state.unread.add(message.id);
    change(message.channel === "sms" ? { number: message.to } : {});
  });
  on("status", (data) => {
    const { id, status, at } = data as { id: string; status: string; at: string };
    const message = state.messages.find((one) => one.id === id);
    if (message) Object.assign(message, { status, statusAt: at });
    change();
  });
  on("reply", (data) => {
    const one = data as Reply;
    state.replies.push(one);
    change({ number: one.from });
  });
  on("faults", (data) => change({ faults: data as Fault[] }));
  on("cleared", () => change({ messages: [], replies: [], selected: "", unread: new Set() }));
}
