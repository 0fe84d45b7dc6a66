import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

export function sealTotpSecret(accountId: string, secret: string): string {
  return seal(secret, placeOf(accountId));
}

/** Throws `internal` for one that was sealed for another account. */
export function openTotpSecret(accountId: string, sealed: string): string {
  return open(sealed, placeOf(accountId));
}

/** An account belongs to no organization. */
function placeOf(accountId: string): SecretPlace {
  return { table: "account_totp", orgId: "", id: accountId, field: "secret" };
}
