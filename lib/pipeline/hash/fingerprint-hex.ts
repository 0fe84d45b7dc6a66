import type { Fingerprint } from "@/lib/model/user";

const bytes = Buffer.alloc(16);

/** A fingerprint as the 32 hex digits that are stored with a change and a user. */
export function hexOf(print: Fingerprint): string {
  for (let word = 0; word < 4; word++) bytes.writeInt32BE(print[word] ?? 0, word * 4);
  return bytes.toString("hex");
}
