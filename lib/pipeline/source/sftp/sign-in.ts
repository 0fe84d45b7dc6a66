import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware, Prompt } from "ssh2";
import type { AppError } from "@/lib/errors";
import { loginFailed } from "@/lib/pipeline/source/sftp/connection-failure";
import { parsePrivateKey } from "@/lib/pipeline/source/sftp/private-key";
import type { SftpAuth, SftpTarget } from "@/lib/pipeline/source/sftp/target";

type SignIn = {
  /** For ssh2: called for each next try. */
  authHandler: AuthHandlerMiddleware;
  /** What is known about a refusal beyond "no"; null when nothing is. */
  refusal: () => AppError | null;
};

/** ssh2 stops trying when it is given `false`, which its types leave out. */
const STOP = false as unknown as AuthenticationType;

/**
 * Decides how to sign in. Asks first what the server takes, then sends the secret once: a second try with a wrong
 * password, in other clothes, brings the account nearer to being locked.
 */
export function signIn({ username, auth }: SftpTarget, onSecret: () => void): SignIn {
  const tried = new Set<AuthenticationType>();
  let refusal: AppError | null = null;
  let offered: readonly AuthenticationType[] = [];

  const takes = (type: AuthenticationType) => offered.length === 0 || offered.includes(type);
  const attempt = (method: AnyAuthMethod): AnyAuthMethod => {
    tried.add(method.type);
    onSecret();
    return method;
  };

  const byPassword = (password: string, partial: boolean): AnyAuthMethod | null => {
    if (!tried.has("password") && takes("password")) return attempt({ type: "password", username, password });
    // After a password that was taken in part, the next question is for a second factor.
    const passwordDone = tried.has("password") && (partial || offered.includes("password"));
    if (passwordDone || tried.has("keyboard-interactive") || !takes("keyboard-interactive")) return null;
    let answered: string | null = null;
    return attempt({
      type: "keyboard-interactive",
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const [question] = prompts;
        if (asksPassword(prompts) && answered === null) {
          answered = question?.prompt ?? "";
          finish([password]);
          return;
        }
        // The same question again: the password was the wrong answer. Another one is for a second factor.
        const isSame = prompts.length === 1 && question?.prompt === answered;
        if (prompts.length > 0 && !isSame) refusal = loginFailed(auth, ASKS_MORE);
        finish([]);
      },
    });
  };

  const byKey = (privateKey: string, passphrase: string | undefined): AnyAuthMethod | null => {
    if (tried.has("publickey") || !takes("publickey")) return null;
    try {
      const { key } = parsePrivateKey(privateKey, passphrase);
      return attempt({ type: "publickey", username, key });
    } catch (cause) {
      refusal = loginFailed(auth, "The stored private key can't be read. Enter it again.", cause);
      return null;
    }
  };

  const authHandler = (left: AuthenticationType[] | null, partial: boolean | null, next: Next) => {
    if (left === null) return next({ type: "none", username });
    offered = left;
    if (partial) refusal = loginFailed(auth, secondFactor(auth, left));
    const method =
      auth.kind === "password"
        ? byPassword(auth.password, partial === true)
        : byKey(auth.privateKey, auth.passphrase);
    if (method === null && tried.size === 0) refusal ??= loginFailed(auth, OTHER_METHODS[auth.kind]);
    next(method ?? STOP);
  };
  return { authHandler, refusal: () => refusal };
}

type Next = Parameters<AuthHandlerMiddleware>[2];

const ASKS_MORE =
  "The server asks for more than this, such as a one-time code. Use a login that needs only a password or only a key.";

/** For a server that took what we have, and then asks for something else as well. */
function secondFactor({ kind }: SftpAuth, left: readonly AuthenticationType[]): string {
  const taken = kind === "password" ? "password" : "key";
  const more = left.map((type) => FACTORS[type]).filter((text) => text !== undefined);
  const asks = more.length > 0 ? more.join(" or ") : "something else";
  return `The server requires two steps: it accepted the ${taken}, and then asks for ${asks}. Rollcall can only send one of them. Use a login that needs only a password or only a key.`;
}

const FACTORS: Partial<Record<AuthenticationType, string>> = {
  password: "a password",
  publickey: "a key",
  "keyboard-interactive": "an answer such as a one-time code",
};

const OTHER_METHODS = {
  password: "The server accepts no passwords for this user. Use a private key.",
  private_key: "The server accepts no keys for this user. Use a password.",
} as const;

/** What the question after a password is about: it must not be answered with the password. */
const SECOND_FACTOR = /\b(code|token|otp|pin|passcode|verification|authenticator|one[ -]time)\b/i;

/** One question whose answer isn't shown is taken for the password; anything else is for a person. */
function asksPassword(prompts: Prompt[]): boolean {
  const [question] = prompts;
  return prompts.length === 1 && question?.echo !== true && !SECOND_FACTOR.test(question?.prompt ?? "");
}
