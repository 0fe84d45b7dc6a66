import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { publicUrl } from "@/lib/env";

/** A passkey as it is stored. */
export type Passkey = { id: string; publicKey: string; counter: number; transports: string[] };

/** The site that passkeys are made for: they work at no other. */
function site(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(publicUrl());
  return { rpID: hostname, origin };
}

/** What a browser needs to make a passkey for a person. It refuses one that is in `known`. */
export function optionsToAdd(
  person: { accountId: string; email: string; name: string },
  known: readonly Passkey[],
) {
  return generateRegistrationOptions({
    rpName: "Rollcall",
    rpID: site().rpID,
    userID: new TextEncoder().encode(person.accountId),
    userName: person.email,
    userDisplayName: person.name,
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/** What a browser needs to use one of `known`; without them, any that its owner picks, who has to unlock it. */
export function optionsToUse(known: readonly Passkey[] | null) {
  return generateAuthenticationOptions({
    rpID: site().rpID,
    ...(known ? { allowCredentials: known.map(descriptor) } : {}),
    userVerification: known ? "preferred" : "required",
  });
}

function descriptor({ id, transports }: Passkey) {
  return { id, transports };
}

/** The passkey that a browser made for a challenge; null when its answer does not hold. */
export async function checkAdded(
  response: RegistrationResponseJSON,
  challenge: string,
): Promise<(Passkey & { isSynced: boolean }) | null> {
  const { rpID, origin } = site();
  const verified = await attempt(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: false,
    }),
  );
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    isSynced: credentialBackedUp,
  };
}

/**
 * Whether a browser's answer to a challenge was signed by the passkey; gives its new counter, null when it does not hold. With
 * `unlocked` its owner must have unlocked it, by fingerprint or PIN: then it is two factors in one.
 */
export async function checkUsed(
  response: AuthenticationResponseJSON,
  { challenge, passkey, unlocked }: { challenge: string; passkey: Passkey; unlocked: boolean },
): Promise<{ counter: number } | null> {
  const { rpID, origin } = site();
  const verified = await attempt(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: unlocked,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    }),
  );
  return verified?.verified ? { counter: verified.authenticationInfo.newCounter } : null;
}

/** The library throws at whatever does not fit; to us that is one answer. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
