import type { AuthKind } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import type { SftpAuth, SftpTarget } from "@/lib/pipeline/source/types";
import { findRemoteSourceRow } from "@/lib/remote-sources/store";
import type { Keyring } from "@/lib/secrets/keyring";
import { open, placeOf, type SecretTarget, seal } from "@/lib/secrets/seal";

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
  const why = "It is only ever sent to the host, port and user it was entered for.";
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: `Enter the password again. ${why}` }
      : { privateKey: `Paste the private key again. ${why}` };
  return unusable(fieldErrors);
}

function unusable(fieldErrors: Readonly<Record<string, string>>): AppError {
  return new AppError("invalid_input", "Some of what was entered can't be used.", { fieldErrors });
}

/**
 * A connection with its secret opened: for the worker and for checks, never for a client. Throws `not_found`, and
 * `internal` when the secret can't be opened.
 */
export async function resolveRemoteSource(ctx: Ctx, id: string): Promise<SftpTarget> {
  const row = await ctx.db.run((tx) => findRemoteSourceRow(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  const { kind, host, port, username, hostKey, allowOutdated } = row;
  const auth = openCredentials(row, row.credentialsSealed);
  return { kind, host, port, username, auth, hostKey, allowOutdated };
}
