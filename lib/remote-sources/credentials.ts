import { AppError } from "@/lib/errors";
import { checkPrivateKeyText } from "@/lib/pipeline/source/check-private-key";
import type { SftpAuth } from "@/lib/pipeline/source/types";
import type { Keyring } from "@/lib/secrets/keyring";
import { open } from "@/lib/secrets/open";
import { placeOf, type SecretTarget } from "@/lib/secrets/place";
import { seal } from "@/lib/secrets/seal";

/** The row, and the server and user that its secret was entered for. */
type Owner = { orgId: string; id: string } & SecretTarget;

/** What a form sent: an empty string means nothing was entered. */
type EnteredSecrets = {
  authKind: SftpAuth["kind"];
  password: string;
  privateKey: string;
  passphrase: string;
};

/**
 * The credentials that `entered` describes, with `kept` (what is stored now) for what was left empty; null when there
 * is nothing to use, such as another way of signing in without its secret. Throws `invalid_input` for a private key
 * that no connection could use.
 */
export function mergeCredentials(entered: EnteredSecrets, kept: SftpAuth | null): SftpAuth | null {
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

/** Bound to the row that keeps it and to the server and user it was entered for. */
export function sealCredentials(owner: Owner, credentials: SftpAuth): string {
  return seal(JSON.stringify(credentials), placeOf(owner, owner));
}

/** Throws `internal` when the secret can't be opened, as for another host, port or user. */
export function openCredentials(owner: Owner, sealed: string, ring?: Keyring): SftpAuth {
  const value: unknown = JSON.parse(open(sealed, placeOf(owner, owner), ring));
  if (isCredentials(value)) return value;
  throw new AppError("internal", "Stored credentials have an unknown form.", { meta: { id: owner.id } });
}

function isCredentials(value: unknown): value is SftpAuth {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "password") return "password" in value && typeof value.password === "string";
  return value.kind === "private_key" && "privateKey" in value && typeof value.privateKey === "string";
}
