import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request's `Authorization` header holds the token. Takes as long for a wrong one, whatever it is. */
export function bearsToken(authorization: string | null, token: string): boolean {
  const [, given = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  // Of equal length, which the comparison needs, and which says nothing of the token's.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
