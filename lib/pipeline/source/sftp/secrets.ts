import { AppError } from "@/lib/errors";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import type { AuthKind } from "@/lib/pipeline/source/sftp/settings";
import type { SftpAuth } from "@/lib/pipeline/source/sftp/target";

/** What a form sent: an empty string means nothing was entered. */
type EnteredSecrets = {
  authKind: Exclude<AuthKind, "key_pair">;
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
  const [field, what] = FIELDS[authKind];
  return unusable({ [field]: `${what}.` });
}

/** For a form that names another server or user while the secret of the former one is stored. */
export function secretNeededAgain(authKind: AuthKind): AppError {
  const why = "Rollcall sends it only to the host, port and user it was entered for.";
  const [field, , again] = FIELDS[authKind];
  return unusable({ [field]: `${again}. ${why}` });
}

/** For a form that was open for more than a day. */
export function keyPairExpired(): AppError {
  return unusable({ keyDraft: "This key pair was not saved within a day. Create a new one." });
}

/** Field -> what to do when there is nothing in it, and when the stored secret is for another place. */
const FIELDS: Readonly<Record<AuthKind, readonly [string, string, string]>> = {
  password: ["password", "Enter the password of this user", "Enter the password again"],
  private_key: ["privateKey", "Paste the private key of this user", "Paste the private key again"],
  key_pair: ["keyDraft", "Create a key pair first", "Create a new key pair"],
};

function unusable(fieldErrors: Readonly<Record<string, string>>): AppError {
  return new AppError("invalid_input", "Some of the values are not valid.", { fieldErrors });
}
