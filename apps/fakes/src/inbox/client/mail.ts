import { readMessage, unsubscribe } from "./api.ts";
import { byId, h, icon, secondsOf, toast } from "./dom.ts";
import { addressOf, change, type FullMessage, initialsOf, nameOf, personOf, state } from "./state.ts";

let current: FullMessage | undefined;
let drawn = "";

export async function drawMail(): Promise<void> {
  const { selected, tab } = state;
  const summary = state.messages.find((one) => one.id === selected);
  if (summary?.channel !== "email") {
    if (drawn !== "empty") byId("mail").replaceChildren(nothing());
    drawn = "empty";
    return;
  }
  const wanted = `${selected} ${tab}`;
  if (drawn === wanted) return;
  drawn = wanted;
  if (current?.id !== selected) current = await readMessage(selected);
  if (!current || state.selected !== selected || drawn !== wanted) return;
  byId("mail").replaceChildren(head(current), strip(current), body(current), actions(current));
}

function nothing(): HTMLElement {
  return h(
    "div",
    { class: "nothing" },
    icon("mail", 20),
    h("b", {}, "Choose a message."),
    h("span", { class: "muted" }, "E-mail opens here, SMS on the phone. Arrow keys walk the list."),
  );
}

function head(message: FullMessage): HTMLElement {
  const offersUnsubscribe = message.headers["list-unsubscribe"] !== undefined;
  return h(
    "div",
    { class: "mail-head" },
    h(
      "button",
      { type: "button", class: "btn btn-icon back", "aria-label": "Back to the list", click: () => change({ view: "list" }) },
      icon("back"),
    ),
    h("h2", { class: "t-16 w6" }, message.subject || "No subject"),
    h(
      "div",
      { class: "from" },
      h("span", { class: "avatar" }, initialsOf(nameOf(message.from))),
      h(
        "div",
        { class: "grow t-12" },
        h(
          "div",
          { class: "line" },
          h("b", { class: "w5" }, nameOf(message.from)),
          h("span", { class: "subtle trunc" }, addressOf(message.from)),
          offersUnsubscribe && h("button", { type: "button", class: "link w5", click: () => void leave(message) }, "Unsubscribe"),
        ),
        h("div", { class: "muted trunc" }, `to ${personOf(message.to)}, ${message.to}`),
      ),
      h("time", { class: "subtle t-12", datetime: message.acceptedAt }, secondsOf(message.acceptedAt)),
    ),
  );
}

function strip(message: FullMessage): HTMLElement {
  const names = { mail: "Mail", text: "Text", headers: "Headers" } as const;
  const id = message.messageId ?? message.id;
  return h(
    "div",
    { class: "strip" },
    h(
      "button",
      {
        type: "button",
        class: "copy mono",
        title: "Copy the message's id",
        click: () => void navigator.clipboard.writeText(id).then(() => toast("The id is copied.")),
      },
      icon("copy", 12),
      h("span", { class: "trunc" }, id),
    ),
    h(
      "div",
      { class: "seg end", role: "group", "aria-label": "How to show it" },
      ...(["mail", "text", "headers"] as const).map((tab) =>
        h("button", { type: "button", "aria-pressed": String(state.tab === tab), click: () => change({ tab }) }, names[tab]),
      ),
    ),
  );
}

function body(message: FullMessage): HTMLElement {
  const room = h("div", { class: "mail-body" });
  if (state.tab === "headers") {
    room.append(
      h(
        "dl",
        { class: "headers mono" },
        ...Object.entries(message.headers).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
      ),
    );
  } else if (state.tab === "text" || !message.html) {
    room.append(h("pre", { class: "paper plain" }, message.text || "This mail has no text."));
  } else {
    // A mail is a stranger's page: the answer's own policy forbids it scripts, and the frame has no rights either.
    room.append(
      h("iframe", {
        class: "paper",
        title: `Mail: ${message.subject ?? ""}`,
        src: `/mail/${message.id}`,
        sandbox: "allow-popups allow-popups-to-escape-sandbox",
        referrerpolicy: "no-referrer",
      }),
    );
  }
  return room;
}

function actions(message: FullMessage): HTMLElement {
  const first = personOf(message.to).split(" ")[0] ?? "";
  const oneClick = message.headers["list-unsubscribe-post"] !== undefined;
  return h(
    "div",
    { class: "acts" },
    h("span", { class: "muted" }, `As ${first}`),
    h(
      "button",
      {
        type: "button",
        class: "btn btn-sm",
        disabled: !oneClick,
        title: oneClick ? "POST, as mail programs do (RFC 8058)" : "This mail offers no one-click unsubscribe",
        click: () => void leave(message),
      },
      "Unsubscribe with one click",
    ),
  );
}

async function leave(message: FullMessage): Promise<void> {
  const result = await unsubscribe(message.id);
  if (result) toast(result.detail);
}
