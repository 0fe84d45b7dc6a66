import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { cookie } from "@/lib/auth/cookies";
import { required } from "@/lib/env";

const MINUTE_SECONDS = 60;

const intentSchema = z.object({
  providerId: z.string(),
  /** `link`: to the account that is signed in. `confirm`: the person proves again who they are. */
  kind: z.enum(["sign_in", "link", "confirm"]),
  next: z.string(),
});

/** Why the browser was sent to a provider. */
export type SsoIntent = z.output<typeof intentSchema>;

const pendingSchema = z.object({
  providerId: z.string(),
  label: z.string(),
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean().nullable(),
  next: z.string(),
});

/** An identity that a provider has vouched for in this browser, and that no account is linked with yet. */
export type PendingIdentity = z.output<typeof pendingSchema>;

const KINDS = {
  sso: { schema: intentSchema, seconds: 15 * MINUTE_SECONDS },
  identity: { schema: pendingSchema, seconds: 30 * MINUTE_SECONDS },
} as const;

type Values = { sso: SsoIntent; identity: PendingIdentity };

/** Keeps a value in the browser of the current request: sealed, so that it comes back as it was. */
export async function keepSealed<K extends keyof Values>(kind: K, value: Values[K]): Promise<void> {
  const { seconds } = KINDS[kind];
  const sealed = await encode({ token: { value }, maxAge: seconds, ...sealing(kind) });
  const { name, options } = cookie(kind);
  (await cookies()).set(name, sealed, { ...options, maxAge: seconds });
}

/** What was kept; null when there is nothing, or it has expired or was tampered with. */
export async function readSealed<K extends keyof Values>(kind: K): Promise<Values[K] | null> {
  const sealed = (await cookies()).get(cookie(kind).name)?.value;
  if (!sealed) return null;
  try {
    const token = await decode({ token: sealed, ...sealing(kind) });
    const found = KINDS[kind].schema.safeParse(token?.value);
    return found.success ? (found.data as Values[K]) : null;
  } catch {
    return null;
  }
}

export async function dropSealed(kind: keyof Values): Promise<void> {
  const { name, options } = cookie(kind);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Another key for each kind, so that no cookie passes for another. */
function sealing(kind: keyof Values) {
  return { secret: required("ROLLCALL_SESSION_SECRET"), salt: `sso-${kind}` };
}
