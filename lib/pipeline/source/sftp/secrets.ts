import { AppError } from "@/lib/errors";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import type { AuthKind } from "@/lib/pipeline/source/sftp/settings";
import type { SftpAuth } from "@/lib/pipeline/source/sftp/target";

/** What a form sent: an empty string means nothing was entered. */
type EnteredSecrets = {
  authKind: AuthKind;
  password: string;
  privateKey: string;
  passphrase: string;
};

/**
 * The secret that `entered` describes, with `kept` (what is stored now) for what was left empty; null when there
 * is nothing to use, such as another way of signing in without its secret. Throws `invalid_input` for a private key
 * that no connection could use.
 */
export function mergeSecrets(entered: EnteredSecrets, kept: SftpAuth | null): SftpAuth | null {
  if (entered.authKind === "password") {
    if (entered.password !== "") return { kind: "password", password: entered.password };
    return kept?.kind === "password" ? kept : null;
  }
  const stored = kept?.kind === "private_key" ? kept : null;
  const key = entered.privateKey === "" ? stored?.privateKey : entered.privateKey;
  if (key === undefined) return null;
  const entry = entered.passphrase === "" ? undefined : entered.passphrase;
  const passphrase = entered.privateKey === "" ? (entry ?? stored?.passphrase) : entry;
  return { kind: "private_key", privateKey: checkPrivateKeyText(key, passphrase).privateKey, passphrase };
}

/** For a form that chose a way of signing in and gave no secret for it. */
export function secretMissing(authKind: AuthKind): AppError {
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: "Enter the password of this user." }
      : { privateKey: "Paste the private key of this user." };
  return unusable(fieldErrors);
}

/** For a form that names another server or user while the secret of the former one is stored. */
export function secretNeededAgain(authKind: AuthKind): AppError {
  const why = "Rollcall sends it only to the host, port and user it was entered for.";
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: `Enter the password again. ${why}` }
      : { privateKey: `Paste the private key again. ${why}` };
  return unusable(fieldErrors);
}

function unusable(fieldErrors: Readonly<Record<string, string>>): AppError {
  return new AppError("invalid_input", "Some of the values are not valid.", { fieldErrors });
}
