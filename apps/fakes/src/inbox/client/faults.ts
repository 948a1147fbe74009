import { addFault, removeFault } from "./api.ts";
import { byId, h, icon, timeOf, toast } from "./dom.ts";
import { type Fault, state } from "./state.ts";

type FaultChannel = Fault["channel"];
type Draft = { mode: string; often: string; long: string };

const providers: { channel: FaultChannel; name: string; word: string }[] = [
  { channel: "email", name: "SMTP", word: "E-mail" },
  { channel: "sms", name: "Twilio", word: "SMS" },
];
const modes: Record<string, string> = {
  "429": "429, too many requests",
  reject: "Reject the recipient",
  "5xx": "5xx, an error of its own",
  "accept-and-hang-up": "Accept and hang up",
  slow: "Accept, answer after 10 s",
  "refuse-connection": "Refuse the connection",
  undelivered: "Accept, never deliver",
};
const often: Record<string, [string, object]> = {
  every: ["every one", {}],
  half: ["1 in 2", { every: 2 }],
  third: ["1 in 3", { every: 3 }],
  one: ["the next one", { times: 1 }],
  five: ["the next 5", { times: 5 }],
};
const long: Record<string, [string, object]> = {
  off: ["until off", {}],
  minute: ["for 1 min", { forMs: 60_000 }],
  ten: ["for 10 min", { forMs: 600_000 }],
};

const drafts: Record<FaultChannel, Draft> = {
  email: { mode: "429", often: "five", long: "off" },
  sms: { mode: "429", often: "five", long: "off" },
};

export function drawFaults(): void {
  const room = byId("faults");
  if (room.contains(document.activeElement) && document.activeElement instanceof HTMLSelectElement) return;
  const on = providers.filter(({ channel }) => rulesOf(channel).length > 0).length;
  const badge = byId("fault-count");
  badge.className = `badge end ${on ? "badge-warn" : ""}`;
  badge.textContent = `${on} of ${providers.length}`;
  room.replaceChildren(...providers.map(provider));
}

const rulesOf = (channel: FaultChannel): Fault[] => state.faults.filter((rule) => rule.channel === channel);

function provider({ channel, name, word }: (typeof providers)[number]): HTMLElement {
  const rules = rulesOf(channel);
  const accepted = state.messages.filter((one) => one.channel === channel).length;
  const hits = rules.reduce((sum, rule) => sum + rule.hits, 0);
  return h(
    "div",
    { class: `provider ${rules.length ? "on" : ""}` },
    h(
      "div",
      { class: "line" },
      h(
        "div",
        { class: "grow" },
        h("div", { class: "line" }, h("b", { class: "w5" }, name), h("span", { class: "subtle t-12" }, word)),
        h("div", { class: "muted t-12" }, `${accepted} accepted${hits ? `, ${hits} made to fail` : ""}`),
      ),
      h("button", {
        type: "button",
        class: "switch",
        role: "switch",
        "aria-checked": String(rules.length > 0),
        "aria-label": `Make ${name} fail`,
        click: () => void toggle(channel, name),
      }),
    ),
    h(
      "div",
      { class: "fields" },
      choice(
        channel,
        name,
        "mode",
        Object.entries(modes).filter(([mode]) => channel === "sms" || mode !== "undelivered"),
      ),
      h("div", { class: "line" }, choice(channel, name, "often", labels(often)), choice(channel, name, "long", labels(long))),
    ),
    ...rules.map((rule) =>
      h(
        "div",
        { class: "line t-12 warn rule" },
        h("span", { class: "grow" }, sentence(rule)),
        h(
          "button",
          {
            type: "button",
            class: "btn btn-icon btn-sm btn-quiet",
            "aria-label": `Remove: ${sentence(rule)}`,
            click: () => void removeFault(rule.id),
          },
          icon("close", 12),
        ),
      ),
    ),
  );
}

const labels = (choices: Record<string, [string, object]>): [string, string][] =>
  Object.entries(choices).map(([key, [label]]) => [key, label]);

function choice(channel: FaultChannel, name: string, field: keyof Draft, options: [string, string][]): HTMLElement {
  const names = { mode: "How it fails", often: "How often", long: "For how long" } as const;
  const select = h(
    "select",
    { "aria-label": `${name}: ${names[field]}`, change: (event) => void redo(channel, field, (event.target as HTMLSelectElement).value) },
    ...options.map(([value, label]) => h("option", { value }, label)),
  );
  select.value = drafts[channel][field];
  return h("label", { class: "select grow" }, select);
}

async function toggle(channel: FaultChannel, name: string): Promise<void> {
  const rules = rulesOf(channel);
  if (rules.length > 0) {
    await Promise.all(rules.map((rule) => removeFault(rule.id)));
    toast(`${name} works again.`);
  } else await begin(channel);
}

/** A choice changed while it is on takes effect at once. */
async function redo(channel: FaultChannel, field: keyof Draft, value: string): Promise<void> {
  drafts[channel][field] = value;
  const rules = rulesOf(channel);
  (document.activeElement as HTMLElement | null)?.blur();
  if (rules.length === 0) return;
  await Promise.all(rules.map((rule) => removeFault(rule.id)));
  await begin(channel);
}

async function begin(channel: FaultChannel): Promise<void> {
  const draft = drafts[channel];
  const rule = await addFault({ channel, mode: draft.mode, ...often[draft.often]?.[1], ...long[draft.long]?.[1] });
  if (rule) toast(sentence(rule), { label: "Undo", run: () => void removeFault(rule.id) });
}

/** "Twilio answers 429 to 1 in 3, until 12:12." */
function sentence(rule: Fault): string {
  const name = rule.channel === "email" ? "SMTP" : "Twilio";
  const does: Record<string, string> = {
    "429": rule.channel === "email" ? "says “later” (451) to" : "answers 429 to",
    reject: "rejects",
    "5xx": rule.channel === "email" ? "answers 554 to" : "answers 503 to",
    "accept-and-hang-up": "accepts and hangs up on",
    slow: "answers late to",
    "refuse-connection": "refuses",
    undelivered: "accepts and never delivers",
  };
  const what =
    rule.times !== undefined
      ? rule.times === 1
        ? "the next one"
        : `the next ${rule.times - rule.hits}`
      : rule.every !== undefined
        ? `1 in ${rule.every}`
        : "every one";
  const whom = rule.match?.to ? ` to ${rule.match.to}` : "";
  return `${name} ${does[rule.mode] ?? rule.mode} ${what}${whom}${rule.until ? `, until ${timeOf(rule.until)}` : ""}.`;
}
