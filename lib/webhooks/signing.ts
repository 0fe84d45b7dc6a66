import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

const SECRET_BYTES = 32;

type Owner = { orgId: string; id: string };

/** A new signing secret, in the form that libraries of Standard Webhooks take. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

export function sealSecret(owner: Owner, secret: string): string {
  return seal(secret, placeOf(owner));
}

type Sealed = Owner & { secretSealed: string; oldSecretSealed: string | null; oldSecretUntil: Date | null };

/**
 * The headers of a message by Standard Webhooks. For a day after a rotation it is signed with both secrets, so that the
 * receiver can change over in between. `at` is the time of this attempt: receivers refuse old ones.
 */
export function signedHeaders(
  endpoint: Sealed,
  { id, body, at }: { id: string; body: string; at: Date },
): Record<string, string> {
  const { oldSecretSealed: old, oldSecretUntil: until } = endpoint;
  const sealed = [endpoint.secretSealed, ...(old && until && until > at ? [old] : [])];
  const signatures = sealed.map((secret) => new Webhook(open(secret, placeOf(endpoint))).sign(id, at, body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

function placeOf({ orgId, id }: Owner): SecretPlace {
  return { table: "webhook_endpoints", orgId, id, field: "secret" };
}
