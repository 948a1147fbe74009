import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

export type Phone = {
  /** `+48600100200` */
  e164: string;
  /** ISO 3166 alpha-2, where the number says it. */
  country?: string;
  /** Whether an SMS can arrive there, as far as the numbering plan tells; undefined when it does not. */
  mobile?: boolean;
};

/**
 * Reads a phone number in international form, or in the country's own form when `country` (ISO 3166 alpha-2) is given.
 * Undefined when the numbering plan of its country has no such number. Extensions are refused: nothing can be sent to them.
 */
export function parsePhone(text: string, country?: string): Phone | undefined {
  if (text.length > 40) return undefined;
  const upper = country?.toUpperCase();
  const home: CountryCode | undefined = upper !== undefined && isSupportedCountry(upper) ? upper : undefined;
  const trimmed = text.trim().replace(/^00(?=[1-9])/, "+");
  const number = parsePhoneNumberFromString(trimmed, { ...(home === undefined ? {} : { defaultCountry: home }), extract: false });
  if (!number?.isValid() || number.ext) return undefined;
  const type = number.getType();
  const mobile = type === "MOBILE" ? true : type === undefined || type === "FIXED_LINE_OR_MOBILE" ? undefined : false;
  return {
    e164: number.number,
    ...(number.country === undefined ? {} : { country: number.country }),
    ...(mobile === undefined ? {} : { mobile }),
  };
}

/** E.164 (`+48600100200`), under which a number is looked up and hashed, or undefined when it is none. */
export function normalisePhone(text: string, country?: string): string | undefined {
  return parsePhone(text, country)?.e164;
}
