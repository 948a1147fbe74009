export function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = "soft";
  element.textContent = text;
  return element;
}

export function strong(text: string): HTMLElement {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

export function link(href: string, text: string, className: string): HTMLAnchorElement {
  const element = document.createElement("a");
  Object.assign(element, { href, textContent: text, className });
  return element;
}

/** A collector that does not answer must not keep anybody from going on; the SDK sends again later. */
export function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([
    work,
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  ]);
}
