import { afterAll, beforeAll, describe } from "vitest";
import { providerContract } from "./contract.ts";
import { type FakesProcess, startFakesProcess } from "./fakes-process.ts";
import { smtpProvider } from "./smtp.ts";
import { closeIdleSmtp } from "./smtp-connections.ts";
import { twilioProvider } from "./twilio.ts";

let fakes: FakesProcess;
beforeAll(async () => {
  fakes = await startFakesProcess({ FAKE_SMTP_USER: "kettle", FAKE_SMTP_PASSWORD: "steam" });
}, 30_000);
afterAll(async () => {
  closeIdleSmtp();
  await fakes.stop();
});

describe("SMTP", () => {
  providerContract({
    provider: smtpProvider,
    fakes: () => fakes,
    settings: ({ ports }) => ({
      host: "127.0.0.1",
      port: ports.smtp,
      security: "none",
      user: "kettle",
      from: { name: "Northkettle", address: "hello@northkettle.example" },
    }),
    secrets: { password: "steam" },
    wrongSecrets: { password: "cold" },
    at: (settings, place) => ({ ...settings, ...place }),
    recipient: "ana.kowalska@example.com",
    serverError: "rejected",
  });
});

describe("Twilio", () => {
  providerContract({
    provider: twilioProvider,
    fakes: () => fakes,
    settings: ({ ports }) => ({
      accountSid: "AC00000000000000000000000000000042",
      from: "+15005550006",
      baseUrl: `http://127.0.0.1:${ports.twilio}`,
    }),
    secrets: { authToken: "journeyman-demo-token" },
    wrongSecrets: { authToken: "wrong" },
    at: (settings, { host = "127.0.0.1", port }) => ({ ...settings, baseUrl: `http://${host}:${port}` }),
    recipient: "+48512345678",
    serverError: "unknown",
  });
});
