/**
 * What `/api/v1` answers, as the screens read it. Ids carry their prefix (`jny_…`), times are ISO 8601 in UTC, lists are
 * `{ items, next }` where `next` is handed back as `after`.
 */
export type List<Item> = { items: Item[]; next: string | null };

export type Named = { id: string; name: string };

// ─── home ───────────────────────────────────────────────────────────────────

/** GET /home/needs → { items }: what somebody has to look at; the worst first. */
export type Need = {
  id: string;
  kind:
    | "stuck-runs"
    | "unknown-messages"
    | "provider"
    | "poison"
    | "bounces"
    | "complaints"
    | "brake"
    | "draft"
    | "postal-address"
    | "field-class";
  severity: "bad" | "warn" | "info";
  title: string;
  detail: string;
  since: string | null;
  /** A path of the web app. */
  href: string;
  label: string;
};

export type LiveJourney = {
  id: string;
  name: string;
  status: "live" | "paused";
  inside: number;
  enteredToday: number;
  entered14Days: number[];
  stuck: number;
  converted30Days: { entered: number; converted: number } | null;
};

export type SentToday = {
  accepted: number;
  /** Relative to the same weekday a week before, by this hour; null when there was nothing. */
  change: number | null;
  hours: { hour: number; email: number; sms: number }[];
  channels: { channel: "email" | "sms"; accepted: number; delivered: number }[];
};

export type HealthCell = { key: string; label: string; state: "ok" | "warn" | "bad"; value: string; detail: string };

/** GET /home */
export type Home = { needs: Need[]; journeys: LiveJourney[]; sentToday: SentToday; health: HealthCell[]; checkedAt: string };

/** GET /events/recent?limit= */
export type RecentEvents = {
  items: { id: string; name: string; at: string; summary: string; source: string | null; personId: string }[];
  perMinute: number;
};

// ─── people ─────────────────────────────────────────────────────────────────

export type ContactKind = "email" | "phone";

export type PersonRow = {
  id: string;
  /** Null without the right to see contact fields, or when there is none. */
  name: string | null;
  /** What may be shown of e-mail and phone: `a***@example.com`. */
  hint: string | null;
  contactPoints: { kind: ContactKind; hint: string }[];
  country: string | null;
  timeZone: string | null;
  locale: string | null;
  createdAt: string;
  lastSeenAt: string | null;
};

export type Trait = {
  name: string;
  class: "contact" | "attribute" | "restricted";
  /** Absent while the value is hidden. */
  value?: unknown;
  hidden: boolean;
  decided: boolean;
  at: string | null;
  history: { value?: unknown; at: string }[];
};

export type ContactPoint = {
  id: string;
  kind: ContactKind;
  hint: string;
  /** Only with `reveal=true` and the right. */
  value?: string;
  active: boolean;
  suppressed: { reason: string; at: string } | null;
};

export type ConsentCell = {
  channel: "email" | "sms";
  contactPointId: string | null;
  /** `none`: no contact point, so nothing to agree to. */
  state: "granted" | "denied" | "no-record" | "none";
  /** What follows for a message now. */
  allowed: boolean;
  at: string | null;
  method: string | null;
  wordingVersion: number | null;
  wording: string | null;
  messageId: string | null;
  before: { state: string; at: string; method: string | null } | null;
};

export type ConsentMatrix = {
  channels: ("email" | "sms")[];
  rows: {
    key: string;
    name: string;
    kind: "channel" | "topic" | "tracking" | "profiling" | "sharing";
    noRecord: "opt-in" | "opt-out";
    cells: ConsentCell[];
  }[];
};

export type PersonRun = {
  id: string;
  journey: Named;
  version: number;
  status: "active" | "paused" | "stuck" | "ended";
  enteredAt: string;
  endedAt: string | null;
  exitReason: string | null;
  at: { node: string; title: string; family: string; sentence: string } | null;
  wakeAt: string | null;
};

/** GET /people/:id?reveal= */
export type Person = PersonRow & {
  redirectTo: string | null;
  identities: { kind: string; value: string | null; count: number }[];
  points: ContactPoint[];
  traits: Trait[];
  consent: ConsentMatrix;
  runs: PersonRun[];
  firstSeenAt: string | null;
  mayReveal: boolean;
  revealed: boolean;
};

export type LedgerStep = { state: string; at: string | null; automatic?: boolean };

/** GET /people/:id/timeline?kind=&after=&limit= */
export type TimelineItem = {
  id: string;
  kind: "event" | "message" | "journey" | "change" | "consent";
  at: string;
  /** `**bold**` is the only mark-up. */
  sentence: string;
  aside: string | null;
  icon: string;
  family?: string;
  href?: string;
  message?: { id: string; channel: "email" | "sms"; state: string; reason: string | null; ledger: LedgerStep[] };
  event?: { id: string; name: string; properties: Record<string, unknown>; hidden: boolean };
};

export type Timeline = List<TimelineItem> & { counts: { all: number; message: number; event: number; journey: number; change: number } };

export type Check = { rule: string; passed: boolean; detail: string; deciding?: boolean };

/** GET /people/:id/why?journey=|channel= : why this person got nothing. */
export type Why = { sentence: string; decidedAt: string | null; checks: Check[]; mend: { label: string; href: string } | null };

// ─── messages ───────────────────────────────────────────────────────────────

export type MessageState = "planned" | "held" | "claimed" | "accepted" | "rejected" | "unknown" | "suppressed" | "cancelled" | "expired";

/** GET /messages?state=&channel=&template=&journey=&person=&reason=&after= */
export type MessageRow = {
  id: string;
  channel: "email" | "sms";
  class: "marketing" | "transactional";
  state: MessageState;
  reason: string | null;
  /** The reason in words. */
  reasonText: string | null;
  person: { id: string; name: string | null; hint: string | null };
  journey: (Named & { version: number }) | null;
  step: { id: string; title: string } | null;
  template: Named | null;
  topic: Named | null;
  runId: string;
  preview: boolean;
  plannedAt: string;
  heldUntil: string | null;
  acceptedAt: string | null;
  deliveredAt: string | null;
  openedAt: string | null;
  clickedAt: string | null;
  bouncedAt: string | null;
  complainedAt: string | null;
  unsubscribedAt: string | null;
};

/** GET /messages/:id */
export type Message = MessageRow & {
  subject: string | null;
  decision: { go: boolean; verdict: string; decidedAt: string | null; checks: Check[] } | null;
  facts: { id: string; kind: string; at: string; automatic: boolean; detail: Record<string, unknown> }[];
  attempts: number;
  provider: Named | null;
  providerMessageId: string | null;
  error: string | null;
  claimedAt: string | null;
  leaseUntil: string | null;
  finalAt: string | null;
  expiresAt: string | null;
};

// ─── templates ──────────────────────────────────────────────────────────────

export type EmailContent = { subject: string; preheader?: string; html: string; text?: string };
export type SmsContent = { text: string };
export type TemplateContent = EmailContent | SmsContent;

export type TemplateProblem = { path: string; severity: "error" | "warning"; code: string; message: string; line?: number };

export type TemplateRow = {
  id: string;
  key: string;
  name: string;
  channel: "email" | "sms";
  transactional: boolean;
  publishedVersion: number | null;
  changed: boolean;
  updatedAt: string;
  updatedBy: Named | null;
  usedBy: Named[];
  archivedAt: string | null;
};

/** GET /templates/:id */
export type Template = TemplateRow & { draft: TemplateContent; revision: number; problems: TemplateProblem[] };

/** GET /templates/:id/versions */
export type TemplateVersion = { id: string; number: number; publishedAt: string; publishedBy: Named | null; content: TemplateContent };

/** POST /templates/preview { channel, content, person?, event? } */
export type TemplatePreview = {
  subject: string | null;
  html: string | null;
  text: string;
  bytes: number;
  segments: { count: number; encoding: "GSM-7" | "UCS-2"; units: number } | null;
  problems: TemplateProblem[];
  person: { id: string; name: string | null } | null;
};

// ─── settings ───────────────────────────────────────────────────────────────

export type WorkspaceSettings = {
  name: string;
  timeZone: string;
  postalAddress: string | null;
  quietHours: { from: string; to: string; channels?: ("email" | "sms")[] } | null;
  cap: { marketing?: { count: number; within: string } } | null;
};

export type Topic = {
  id: string;
  key: string;
  name: string;
  description: string;
  kind: "topic" | "tracking" | "profiling" | "sharing";
  noRecord: "opt-in" | "opt-out";
  wording: string;
  wordingVersion: number;
  archivedAt: string | null;
  counts?: { granted: number; denied: number };
};

export type Provider = {
  id: string;
  channel: "email" | "sms";
  kind: "smtp" | "twilio";
  name: string;
  settings: Record<string, unknown>;
  /** Names of the secrets that are stored; never their values. */
  secrets: string[];
  fake: boolean;
  active: boolean;
  ratePerSecond: number | null;
  webhookUrl: string | null;
  createdAt: string;
};

export type Probe = { ok: boolean; message: string; ms: number };

export type Source = {
  id: string;
  name: string;
  kind: "server" | "browser";
  /** Browser keys are public; a server's is answered once, when it is made. */
  writeKey: string | null;
  prefix: string;
  mayConsent: boolean;
  tokenSecret?: string;
  createdAt: string;
  lastSeenAt: string | null;
  revokedAt: string | null;
};

export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  role: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  key?: string;
};

export type Member = { id: string; name: string; email: string; role: string; disabledAt: string | null; createdAt: string; you: boolean };

export type SessionRow = {
  id: string;
  user: Named;
  createdAt: string;
  seenAt: string;
  userAgent: string | null;
  current: boolean;
  revokedAt: string | null;
};

export type AuditRow = {
  seq: string;
  at: string;
  actor: { kind: string; id: string | null; name: string };
  action: string;
  sentence: string;
  subject: { kind: string; id: string } | null;
};

export type AuditPage = List<AuditRow> & { chain: { ok: boolean; length: number; brokenAt: string | null } };
