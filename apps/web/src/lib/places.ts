const countries = new Intl.DisplayNames("en", { type: "region" });
const languages = new Intl.DisplayNames("en", { type: "language" });

/** `PL` → Poland; what is not a country's code stays as it is. */
export function countryName(code: string): string {
  try {
    return countries.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/** `pl-PL` → Polish. */
export function languageName(locale: string): string {
  try {
    return languages.of(locale.split(/[-_]/)[0] ?? locale) ?? locale;
  } catch {
    return locale;
  }
}
