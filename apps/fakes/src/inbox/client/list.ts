import { byId, h, icon, selectById, shortOf, timeOf } from "./dom.ts";
import { type Channel, change, initialsOf, nameOf, personOf, type Summary, state, visible } from "./state.ts";

const channelNames: Record<Channel, string> = { all: "All", email: "E-mail", sms: "SMS" };

export function select(message: Summary): void {
  state.unread.delete(message.id);
  if (message.channel === "sms") change({ selected: message.id, number: message.to, view: "phone" });
  else change({ selected: message.id, view: "mail" });
}

export function drawFilters(): void {
  const counts: Record<Channel, number> = { all: state.messages.length, email: 0, sms: 0 };
  const people = new Map<string, string>();
  for (const message of state.messages) {
    counts[message.channel] += 1;
    people.set(message.to, personOf(message.to));
  }
  byId("channels").replaceChildren(
    ...(["all", "email", "sms"] as const).map((channel) =>
      h(
        "button",
        { type: "button", "aria-pressed": String(state.channel === channel), click: () => change({ channel, shown: 200 }) },
        channelNames[channel],
        h("span", { class: "subtle" }, String(counts[channel])),
      ),
    ),
  );
  const person = selectById("person");
  if (document.activeElement !== person) {
    const options = [...people].sort((a, b) => a[1].localeCompare(b[1]));
    person.replaceChildren(
      h("option", { value: "" }, "Everyone"),
      ...options.map(([to, name]) => h("option", { value: to }, name === to ? to : `${name}, ${to}`)),
    );
    person.value = state.person;
  }
  const first = state.messages[0];
  byId("count").textContent = first ? `${counts.all} ${counts.all === 1 ? "message" : "messages"} since ${shortOf(first.acceptedAt)}` : "";
}

export function drawList(): void {
  const found = visible();
  byId("list-title").textContent = state.channel === "all" ? "Messages" : channelNames[state.channel];
  byId("list-count").textContent = String(found.length);
  byId("live").replaceChildren(h("span", { class: `dot ${state.live ? "dot-live" : ""}` }), state.live ? "Live" : "Not connected");
  const list = byId("list");
  const rows = found.slice(0, state.shown).map(row);
  if (rows.length === 0) rows.push(empty());
  if (found.length > state.shown)
    rows.push(
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "more", click: () => change({ shown: state.shown + 200 }) },
          `Show older (${found.length - state.shown})`,
        ),
      ),
    );
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.id : undefined;
  list.replaceChildren(...rows);
  if (focused) list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function row(message: Summary): HTMLLIElement {
  const failed = message.status === "undelivered" || message.status === "failed";
  const selected = message.id === state.selected;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: `row ${selected ? "sel" : ""} ${state.unread.has(message.id) ? "new" : ""}`,
        "aria-current": selected ? "true" : undefined,
        "data-id": message.id,
        click: () => select(message),
      },
      h("span", { class: "avatar" }, initialsOf(message.to)),
      h(
        "span",
        { class: "grow" },
        h(
          "span",
          { class: "line" },
          h("b", { class: "trunc" }, personOf(message.to)),
          h("span", { class: "end subtle t-12" }, timeOf(message.acceptedAt)),
        ),
        h("span", { class: "trunc subject" }, message.channel === "sms" ? message.preview : message.subject || "No subject"),
        h(
          "span",
          { class: "line t-12" },
          h("span", { class: "subtle trunc grow" }, message.channel === "sms" ? `SMS from ${nameOf(message.from)}` : message.preview),
          failed && h("span", { class: "badge badge-bad" }, "Undelivered"),
        ),
      ),
      message.channel === "sms" && h("span", { class: "kind", title: "SMS" }, icon("phone", 12)),
    ),
  );
}

function empty(): HTMLLIElement {
  const filtered = state.messages.length > 0;
  return h(
    "li",
    { class: "empty" },
    h("b", {}, filtered ? "No message fits." : "No messages yet."),
    h(
      "span",
      { class: "muted" },
      filtered
        ? "Choose another person or channel, or search for less."
        : "What a journey sends arrives here within a second. Put something into the shop's cart and leave.",
    ),
    filtered && h("button", { type: "button", class: "btn", click: () => change({ person: "", channel: "all", search: "" }) }, "Show all"),
  );
}

/** Arrow keys walk the list. */
export function walk(step: 1 | -1): void {
  const found = visible().slice(0, state.shown);
  const at = found.findIndex((one) => one.id === state.selected);
  const next = found[at < 0 ? 0 : at + step];
  if (!next) return;
  const { view } = state;
  select(next);
  if (innerWidth < 900) state.view = view;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-id="${CSS.escape(next.id)}"]`)?.focus()),
  );
}
