import { createHash, createVerify } from "node:crypto";

/**
 * Verifies a mail's DKIM signature (RFC 6376, relaxed/relaxed, rsa-sha256) with a key at hand instead of the DNS, written from the RFC and
 * not from the signer. Answers the names of the headers that are signed, or undefined when body or signature do not fit. For tests.
 */
export function verifyDkim(source: string, publicKey: string): string[] | undefined {
  const [head, body = ""] = splitOnce(source.replace(/\r?\n/g, "\r\n"), "\r\n\r\n");
  const headers = head.replace(/\r\n(?=[ \t])/g, " ").split("\r\n");
  const signatureHeader = headers.find((line) => /^dkim-signature:/i.test(line));
  if (!signatureHeader) return undefined;
  const tags = new Map(
    signatureHeader
      .slice(signatureHeader.indexOf(":") + 1)
      .split(";")
      .map((tag) => splitOnce(tag.trim(), "="))
      .map(([name, value = ""]) => [name, value.replace(/\s+/g, "")]),
  );
  if (createHash("sha256").update(relaxedBody(body)).digest("base64") !== tags.get("bh")) return undefined;
  const names = (tags.get("h") ?? "").split(":");
  const left = [...headers];
  const signed = names.flatMap((name) => {
    // The last one of a name first (RFC 6376, 5.4.2).
    const at = left.findLastIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return at < 0 ? [] : left.splice(at, 1).map(relaxedHeader);
  });
  const unsigned = relaxedHeader(signatureHeader).replace(/\bb=[^;]*/, "b=");
  const verifier = createVerify("RSA-SHA256").update([...signed, unsigned].join("\r\n"));
  return verifier.verify(publicKey, tags.get("b") ?? "", "base64") ? names.map((name) => name.toLowerCase()) : undefined;
}

function relaxedHeader(line: string): string {
  const [name, value = ""] = splitOnce(line, ":");
  return `${name.trim().toLowerCase()}:${value.replace(/\s+/g, " ").trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line}\r\n`).join("");
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
