import { reply } from "./api.ts";
import { byId, dayOf, h, icon, secondsOf, selectById, timeOf, toast } from "./dom.ts";
import { change, nameOf, state } from "./state.ts";

type Bubble = { id: string; me: boolean; text: string; at: string; status?: string; statusAt?: string };

export function drawPhone(): void {
  const numbers = [
    ...new Set([...state.messages.filter((one) => one.channel === "sms").map((one) => one.to), ...state.replies.map((one) => one.from)]),
  ];
  const select = selectById("number");
  const number = state.number || numbers.at(-1) || "";
  if (document.activeElement !== select) {
    select.replaceChildren(
      ...(numbers.length ? numbers.map((one) => h("option", { value: one }, one)) : [h("option", { value: "" }, "No SMS yet")]),
    );
    select.value = number;
  }
  select.disabled = numbers.length === 0;
  const room = byId("phone");
  const typed = room.querySelector("input")?.value ?? "";
  const hadFocus = room.contains(document.activeElement);
  room.replaceChildren(device(number, typed));
  const thread = room.querySelector(".sms");
  if (thread) thread.scrollTop = thread.scrollHeight;
  if (hadFocus) room.querySelector("input")?.focus();
}

function device(number: string, typed: string): HTMLElement {
  const bubbles = thread(number);
  const sender = state.messages.findLast((one) => one.channel === "sms" && one.to === number)?.from ?? "";
  const name = nameOf(sender).startsWith("MG") ? "Messaging service" : nameOf(sender);
  return h(
    "div",
    { class: "device" },
    h(
      "div",
      { class: "screen" },
      h(
        "div",
        { class: "status-bar" },
        h("span", {}, timeOf(new Date().toISOString())),
        h("span", { class: "battery", "aria-hidden": "true" }),
      ),
      h(
        "div",
        { class: "peer" },
        h("span", { class: "peer-av" }, name.startsWith("+") || !name ? icon("phone") : name.slice(0, 2).toUpperCase()),
        h("b", {}, name || "No messages"),
      ),
      h(
        "div",
        { class: "sms", role: "log", tabindex: "0", "aria-label": number ? `Messages of ${number}` : "Messages" },
        ...drawThread(bubbles),
      ),
      answer(number, typed),
    ),
  );
}

function thread(number: string): Bubble[] {
  const incoming = state.messages
    .filter((one) => one.channel === "sms" && one.to === number)
    .map(
      (one): Bubble => ({ id: one.id, me: false, text: one.preview, at: one.acceptedAt, ...(one.status ? { status: one.status } : {}) }),
    );
  const mine = state.replies
    .filter((one) => one.from === number)
    .map((one): Bubble => ({ id: one.id, me: true, text: one.text, at: one.at }));
  return [...incoming, ...mine].sort((a, b) => a.at.localeCompare(b.at)).slice(-100);
}

function drawThread(bubbles: Bubble[]): HTMLElement[] {
  const out: HTMLElement[] = [];
  let day = "";
  bubbles.forEach((bubble, i) => {
    if (dayOf(bubble.at) !== day) {
      day = dayOf(bubble.at);
      out.push(h("div", { class: "sms-day" }, `${day}, ${timeOf(bubble.at)}`));
    }
    out.push(h("div", { class: `bubble ${bubble.me ? "me" : ""} ${bubble.id === state.selected ? "sel" : ""}` }, ...linked(bubble.text)));
    const last = !bubbles.slice(i + 1).some((one) => !one.me);
    if (!bubble.me && last && bubble.status) {
      const word = { sent: "Sent", delivered: "Delivered", undelivered: "Not delivered" }[bubble.status] ?? bubble.status;
      out.push(h("div", { class: "receipt" }, bubble.statusAt ? `${word} ${secondsOf(bubble.statusAt)}` : word));
    }
  });
  return out;
}

/** Addresses in a text as links that open beside the inbox. */
function linked(text: string): (Node | string)[] {
  return text
    .split(/(https?:\/\/\S+[^\s.,;:!?)])/g)
    .map((part) =>
      /^https?:/.test(part) ? h("a", { href: part, target: "_blank", rel: "noreferrer" }, part.replace(/^https?:\/\//, "")) : part,
    );
}

function answer(number: string, typed: string): HTMLElement {
  const input = h("input", {
    "aria-label": "Reply",
    placeholder: number ? "Reply, for example STOP" : "Nobody has written yet",
    maxlength: "1600",
    autocomplete: "off",
    disabled: number === "",
  });
  input.value = typed;
  return h(
    "form",
    {
      class: "answer",
      submit: (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (!text || !number) return;
        input.value = "";
        change({ number });
        void reply(number, text).then((result) => result && !result.ok && toast(result.reason ?? "The reply did not arrive."));
      },
    },
    input,
    h("button", { type: "submit", "aria-label": "Send", disabled: number === "" }, icon("send")),
  );
}
