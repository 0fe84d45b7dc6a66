import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

type Owner = { orgId: string; id: string; issuer: string; clientId: string };

/** Bound to the issuer and the client it was entered for: changed to another server, it is worth nothing. */
function placeOf({ orgId, id, issuer, clientId }: Owner): SecretPlace {
  const boundTo = JSON.stringify([issuer, clientId]);
  return { table: "identity_providers", orgId, id, field: "secret", boundTo };
}

export function sealProviderSecret(owner: Owner, secret: string): string {
  return seal(secret, placeOf(owner));
}

/** Throws `internal` when it was sealed for another issuer or client. */
export function openProviderSecret(owner: Owner & { secretSealed: string }): string {
  return open(owner.secretSealed, placeOf(owner));
}
