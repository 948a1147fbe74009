import { JourneymanError } from "@journeyman/core";
import { smtpProvider } from "./smtp.ts";
import { twilioProvider } from "./twilio.ts";
import type { Provider, ProviderKind } from "./types.ts";

/** Every provider there is; a new one is a file beside these and a line here. */
export const providers: Readonly<Record<ProviderKind, Provider>> = { smtp: smtpProvider, twilio: twilioProvider };

/** The provider of a stored row's kind. Throws `not_found` for a kind this version does not have. */
export function providerFor(kind: string): Provider {
  const provider = Object.hasOwn(providers, kind) ? providers[kind as ProviderKind] : undefined;
  if (!provider)
    throw new JourneymanError(
      "not_found",
      `There is no provider of the kind "${kind}"; there are ${Object.keys(providers).join(" and ")}.`,
    );
  return provider;
}

export { assertPublicHost, type HostAddress, isPrivateAddress } from "./public-host.ts";
export { smtpProvider } from "./smtp.ts";
export { messageIdHeader } from "./smtp-compose.ts";
export { closeIdleSmtp } from "./smtp-connections.ts";
export { twilioProvider } from "./twilio.ts";
export { twilioSignature } from "./twilio-signature.ts";
export * from "./types.ts";
