type Child = Node | string | undefined | false;
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

/** An element. Text goes in as text, so nothing a message says becomes markup here. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

/** Of the page's own frame; absent means that frame and script do not belong together. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

export function selectById(id: string): HTMLSelectElement {
  const element = byId(id);
  if (!(element instanceof HTMLSelectElement)) throw new Error(`#${id} is not a select.`);
  return element;
}

const shapes: Record<string, string[]> = {
  copy: ["M8 8h12v12H8z", "M4 16V4h12"],
  check: ["M20 6 9 17l-5-5"],
  send: ["m5 12 7-7 7 7", "M12 19V5"],
  close: ["M18 6 6 18", "m6 6 12 12"],
  mail: ["M2 6h20v12H2z", "m22 7-10 7L2 7"],
  phone: ["M21 12a8 8 0 0 1-11.6 7.1L4 20.5l1.4-4.9A8 8 0 1 1 21 12z"],
  back: ["m15 18-6-6 6-6"],
};

export function icon(name: keyof typeof shapes, size = 14): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `i i${size}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of shapes[name] ?? []) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });

export const timeOf = (iso: string): string => clock.format(new Date(iso));
export const secondsOf = (iso: string): string => clockSeconds.format(new Date(iso));
const isToday = (iso: string) => new Date(iso).toDateString() === new Date().toDateString();
export const dayOf = (iso: string): string => (isToday(iso) ? "Today" : day.format(new Date(iso)));
export const shortOf = (iso: string): string => (isToday(iso) ? timeOf(iso) : day.format(new Date(iso)));

let hiding: ReturnType<typeof setTimeout> | undefined;
export function toast(text: string, action?: { label: string; run: () => void }): void {
  const box = byId("toast");
  const button = action && h("button", { type: "button", class: "btn", click: () => (box.replaceChildren(), action.run()) }, action.label);
  box.replaceChildren(h("div", { class: "toast" }, h("span", {}, text), button));
  clearTimeout(hiding);
  hiding = setTimeout(() => box.replaceChildren(), 6000);
}
