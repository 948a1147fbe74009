import { AnalyticsBrowser } from "@segment/analytics-next";

export type Shopper = {
  userId: string;
  firstName: string;
  lastName?: string;
  email: string;
  phone?: string;
  country?: string;
  timeZone?: string;
  offers?: boolean;
};
export type ShopProduct = { id: string; name: string; line: string; price: number; currency: string; picture: string; tone: string };
export type Session = { collector?: { url: string; writeKey: string }; shopper?: Shopper; token?: string; products: ShopProduct[] };

type Consent = Record<string, boolean>;

/** Segment's own browser SDK, pointed at our collector by changing its hosts and nothing else. */
export class ShopAnalytics {
  readonly #analytics: AnalyticsBrowser | undefined;
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    if (!session.collector) return;
    const collector = new URL(session.collector.url);
    this.#analytics = AnalyticsBrowser.load(
      { writeKey: session.collector.writeKey, cdnURL: collector.origin },
      { integrations: { "Segment.io": { apiHost: `${collector.host}/v1`, protocol: collector.protocol === "https:" ? "https" : "http" } } },
    );
  }

  set session(session: Session) {
    this.#session = session;
  }

  async page(): Promise<void> {
    await this.#analytics?.page(undefined, undefined, {}, this.#options());
  }

  async identify(consent?: Consent): Promise<void> {
    const { shopper } = this.#session;
    if (!shopper) return;
    const { userId, offers: _answered, ...traits } = shopper;
    note(
      "Identified",
      consent
        ? Object.entries(consent)
            .map(([topic, yes]) => `${topic}: ${yes ? "yes" : "no"}`)
            .join(", ")
        : shopper.firstName,
    );
    await this.#analytics?.identify(userId, traits, this.#options(consent));
  }

  async track(event: string, properties: Record<string, unknown> = {}): Promise<void> {
    const about = properties.name ?? properties.order_id;
    note(event, typeof about === "string" ? about : "");
    await this.#analytics?.track(event, properties, this.#options());
  }

  /** A new person on this browser: the SDK forgets the old one and its anonymous id. */
  async reset(): Promise<void> {
    await this.#analytics?.reset();
  }

  #options(consent?: Consent) {
    const { token } = this.#session;
    return { context: { ...(token ? { userToken: token } : {}), ...(consent ? { consent: { categoryPreferences: consent } } : {}) } };
  }
}

/** The list in the footer: what was told, newest first. */
function note(event: string, detail: string): void {
  const list = document.getElementById("events");
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString([], { hourCycle: "h23" });
  const name = document.createElement("b");
  name.textContent = event;
  item.append(time, name, detail);
  list?.prepend(item);
}
