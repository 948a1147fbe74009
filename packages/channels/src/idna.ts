/**
 * A domain as IDNA ASCII in lower case (`Bücher.example` → `xn--bcher-kva.example`), or undefined. The URL parser does UTS 46 alike in
 * browsers and Node, so this stays usable in the UI; what the URL syntax would treat as something else is refused first.
 */
export function domainToASCII(domain: string): string | undefined {
  if (domain.length === 0 || /[\s/?#@:%[\]\\<>^|]/.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return undefined;
  }
}
