import type { Option } from "@/components/ui/select.tsx";

export type FieldSpec = {
  /** Inside the settings or, when `secret`, the secrets: `from.address`. */
  path: string;
  label: string;
  secret?: boolean;
  type?: "text" | "number" | "email";
  options?: readonly Option[];
  placeholder?: string;
  hint?: string;
  initial?: string;
  optional?: boolean;
  wide?: boolean;
  lines?: boolean;
};

type FieldGroup = { title: string; fields: readonly FieldSpec[] };
type ProviderForm = { channel: string; groups: readonly FieldGroup[] };

/** The fields of each kind of provider, in the order one fills them in. The API's schema has the last word. */
export const providerForms: Record<"smtp" | "twilio", ProviderForm> = {
  smtp: {
    channel: "e-mail",
    groups: [
      {
        title: "Mail server",
        fields: [
          { path: "host", label: "Server", placeholder: "smtp.example.com" },
          { path: "port", label: "Port", type: "number", initial: "587" },
          {
            path: "security",
            label: "Encryption",
            initial: "starttls",
            wide: true,
            options: [
              { value: "starttls", label: "STARTTLS", hint: "Usual on port 587" },
              { value: "tls", label: "TLS from the start", hint: "Usual on port 465" },
              { value: "none", label: "None", hint: "Only inside your own network" },
            ],
          },
          { path: "user", label: "User", optional: true },
          { path: "password", label: "Password", secret: true, optional: true },
        ],
      },
      {
        title: "Sender",
        fields: [
          { path: "from.name", label: "Sender's name", placeholder: "Northkettle", optional: true },
          { path: "from.address", label: "Sender's address", type: "email", placeholder: "hello@example.com" },
          { path: "replyTo", label: "Answers go to", type: "email", optional: true },
          { path: "bounceDomain", label: "Domain for bounces", optional: true, hint: "Ties a bounce to its message." },
        ],
      },
      {
        title: "Signature (DKIM)",
        fields: [
          { path: "dkim.domain", label: "DKIM domain", optional: true, placeholder: "example.com" },
          { path: "dkim.selector", label: "DKIM selector", optional: true, placeholder: "journeyman" },
          { path: "dkimPrivateKey", label: "DKIM private key (PEM)", secret: true, optional: true, lines: true, wide: true },
        ],
      },
    ],
  },
  twilio: {
    channel: "SMS",
    groups: [
      {
        title: "Twilio account",
        fields: [
          { path: "accountSid", label: "Account SID", placeholder: "AC…", wide: true },
          { path: "authToken", label: "Auth token", secret: true, wide: true },
        ],
      },
      {
        title: "Sender",
        fields: [
          { path: "from", label: "Sender", placeholder: "+48…, a short code or a name", optional: true },
          { path: "messagingServiceSid", label: "Messaging service", placeholder: "MG…", optional: true },
        ],
      },
    ],
  },
};

export const fieldsOf = (kind: keyof typeof providerForms): readonly FieldSpec[] =>
  providerForms[kind].groups.flatMap(({ fields }) => fields);

export const settingsFieldsOf = (kind: keyof typeof providerForms): readonly FieldSpec[] => fieldsOf(kind).filter(({ secret }) => !secret);
