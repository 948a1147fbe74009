import type { Option } from "@/components/ui/select.tsx";

export type FieldSpec = {
  /** Inside the settings: `from.address`. */
  path: string;
  label: string;
  type?: "text" | "number" | "email";
  options?: readonly Option[];
  placeholder?: string;
  hint?: string;
  initial?: string;
  optional?: boolean;
  wide?: boolean;
  lines?: boolean;
};

type ProviderForm = { channel: string; settings: readonly FieldSpec[]; secrets: readonly FieldSpec[] };

/** The fields of each kind of provider, in the order one fills them in. The API's schema has the last word. */
export const providerForms: Record<"smtp" | "twilio", ProviderForm> = {
  smtp: {
    channel: "e-mail",
    settings: [
      { path: "host", label: "Server", placeholder: "smtp.example.com" },
      { path: "port", label: "Port", type: "number", initial: "587" },
      {
        path: "security",
        label: "Encryption",
        initial: "starttls",
        options: [
          { value: "starttls", label: "STARTTLS", hint: "Usual on port 587" },
          { value: "tls", label: "TLS from the start", hint: "Usual on port 465" },
          { value: "none", label: "None", hint: "Only inside your own network" },
        ],
      },
      { path: "user", label: "User", optional: true },
      { path: "from.name", label: "Sender's name", placeholder: "Northkettle", optional: true },
      { path: "from.address", label: "Sender's address", type: "email", placeholder: "hello@example.com" },
      { path: "replyTo", label: "Answers go to", type: "email", optional: true },
      { path: "bounceDomain", label: "Domain for bounces", optional: true, hint: "Ties a bounce to its message." },
      { path: "dkim.domain", label: "DKIM domain", optional: true, placeholder: "example.com" },
      { path: "dkim.selector", label: "DKIM selector", optional: true, placeholder: "journeyman" },
    ],
    secrets: [
      { path: "password", label: "Password", optional: true },
      { path: "dkimPrivateKey", label: "DKIM private key (PEM)", optional: true, lines: true, wide: true },
    ],
  },
  twilio: {
    channel: "SMS",
    settings: [
      { path: "accountSid", label: "Account SID", placeholder: "AC…", wide: true },
      { path: "from", label: "Sender", placeholder: "+48…, a short code or a name", optional: true },
      { path: "messagingServiceSid", label: "Messaging service", placeholder: "MG…", optional: true },
    ],
    secrets: [{ path: "authToken", label: "Auth token", wide: true }],
  },
};
