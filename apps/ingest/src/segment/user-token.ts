import { jwtVerify } from "jose";

/**
 * Whether `token` is a HS256 JWT made with the source's secret for a user, and not expired; answers that user's id. The shop's own server
 * makes it, so a browser that has one may speak for that user.
 */
export async function userOfToken(token: unknown, secret: Uint8Array | undefined): Promise<string | undefined> {
  if (typeof token !== "string" || token.length > 4096 || secret === undefined || secret.byteLength === 0) return undefined;
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: ["HS256"], requiredClaims: ["sub", "exp"], clockTolerance: 10 });
    return typeof payload.sub === "string" && payload.sub !== "" ? payload.sub : undefined;
  } catch {
    return undefined;
  }
}
