import { createHmac } from "node:crypto";

/** The value of `x-inngest-signature` for a JSON body: HMAC-SHA256 over its canonical form and the time. */
export function signature(body: unknown, signingKey: string, now: Date): string {
  const seconds = Math.round(now.getTime() / 1000);
  const key = signingKey.replace(/^signkey-\w+-/, "");
  const digest = createHmac("sha256", key)
    .update(canonicalJson(body) + seconds)
    .digest("hex");
  return `t=${seconds}&s=${digest}`;
}

/** RFC 8785 for values that came out of JSON: sorted keys, no blanks. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
}
