import { startAuthentication, WebAuthnError } from "@simplewebauthn/browser";
import { explain, post, type SignInOutcome, UNAVAILABLE } from "@/components/account/auth-client";
import { startPasskeySignInAction, startSecondPasskeyAction } from "@/lib/account/actions";
import type { ActionResult } from "@/lib/action";

/** Takes the second step with a code. */
export function enterCode(kind: "code" | "recovery_code", code: string): Promise<SignInOutcome> {
  return finish("callback/second-step", { kind, code }, CODE_REFUSED[kind]);
}

/** Takes the second step with a passkey. */
export function showPasskey(): Promise<SignInOutcome> {
  return withPasskey(startSecondPasskeyAction, (response) =>
    finish("callback/second-step", { kind: "passkey", response }, PASSKEY_REFUSED),
  );
}

/** Signs in with a passkey alone. */
export function signInWithPasskeyHere(): Promise<SignInOutcome> {
  return withPasskey(startPasskeySignInAction, (response) =>
    finish("callback/passkey", { response }, PASSKEY_REFUSED),
  );
}

const CODE_REFUSED = {
  code: "This code is wrong or was already used. Enter the one that your app shows now.",
  recovery_code: "This recovery code is wrong or was already used.",
} as const;

const PASSKEY_REFUSED = "This passkey is not one of an account here, or it was not unlocked.";

type Options = Parameters<typeof startAuthentication>[0]["optionsJSON"];

async function withPasskey(
  start: (input: Record<string, never>) => Promise<ActionResult<Options>>,
  done: (response: string) => Promise<SignInOutcome>,
): Promise<SignInOutcome> {
  try {
    const started = await start({});
    if (!started.ok) return { ok: false, message: sentence(started.error) };
    return await done(JSON.stringify(await startAuthentication({ optionsJSON: started.data })));
  } catch (error) {
    return { ok: false, message: whyNot(error) };
  }
}

/** What to say when the browser came back without a passkey. */
export function whyNot(error: unknown): string {
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return "This device has a passkey for your account already.";
  if (error instanceof Error && error.name === "NotAllowedError")
    return "Nothing was chosen, or it took too long. Try again.";
  return "This browser can't use passkeys here. Try another browser or another way to sign in.";
}

function sentence({ message, remedy }: { message: string; remedy?: string }): string {
  return remedy ? `${message} ${remedy}` : message;
}

async function finish(path: string, fields: Record<string, string>, refused: string): Promise<SignInOutcome> {
  const url = await post(path, fields);
  if (url === null) return { ok: false, message: UNAVAILABLE };
  const error = url.searchParams.get("error");
  if (error === null) return { ok: true };
  if (error === "CredentialsSignin") return { ok: false, message: refused };
  if (error === "step_gone")
    return { ok: false, message: "This took longer than five minutes. Sign in again." };
  return { ok: false, message: explain(error) };
}
