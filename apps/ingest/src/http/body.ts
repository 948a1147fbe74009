import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { JourneymanError } from "@journeyman/core";

const unzip = promisify(gunzip);
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The body's bytes, at most `limit` of them, read as they come so that nobody can make us hold more. Throws `too_large`. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limit) throw tooLarge(limit);
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as text, unpacked if it is gzip. `limit` holds for what was sent and for what it unpacks to. Throws `invalid`, `too_large`. */
export async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit);
  const zipped = request.headers.get("content-encoding")?.toLowerCase() === "gzip" || (bytes[0] === 0x1f && bytes[1] === 0x8b);
  const plain = zipped ? await unpack(bytes, limit) : bytes;
  try {
    return decoder.decode(plain);
  } catch {
    throw new JourneymanError("invalid", "The body is not UTF-8 text. Send JSON in UTF-8.");
  }
}

async function unpack(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limit);
    throw new JourneymanError("invalid", "The body says it is gzip but cannot be unpacked. Check Content-Encoding.");
  }
}

function tooLarge(limit: number): JourneymanError {
  return new JourneymanError("too_large", `The request is larger than ${Math.round(limit / 1000)} KB. Send fewer events at once.`);
}
