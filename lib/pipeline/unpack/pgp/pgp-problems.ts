import type { AppError } from "@/lib/errors";
import { pgpKeyId } from "@/lib/model/pgp";
import { blocked } from "@/lib/pipeline/blocked";
import { cutOff, damaged, KIND_NAMES, shown } from "@/lib/pipeline/unpack/problems";

const ENCRYPT =
  "Encrypt it with the public key that the page of the Remote Source shows. Nothing was changed.";
const SIGN =
  "Sign it with a key that is listed on the page of the Remote Source, or add the sender's public key there.";

export function notEncrypted(name: string): AppError {
  return blocked({
    code: "file_not_encrypted",
    message: `${shown(name)} is not encrypted, but this Remote Source takes only files that are encrypted with PGP.`,
    remedy: ENCRYPT,
  });
}

export function noKeyHere(name: string): AppError {
  return blocked({
    code: "file_wrong_key",
    message: `${shown(name)} is encrypted with PGP, but there is no key here that opens it.`,
    remedy:
      "Create a PGP key on the page of the Remote Source and encrypt the file with it. Uploads can't be encrypted: decrypt the file first.",
  });
}

export function notForThisKey(name: string, ids: readonly string[], own: readonly string[]): AppError {
  const whose = ids.every((id) => /^0+$/.test(id))
    ? "a key that it does not name"
    : ids.map(pgpKeyId).join(", ");
  return blocked({
    code: "file_wrong_key",
    message: `${shown(name)} is encrypted for ${whose}, not for a key of this Remote Source (${own.map(pgpKeyId).join(", ")}).`,
    remedy: ENCRYPT,
  });
}

export function passwordOnly(name: string): AppError {
  return blocked({
    code: "file_protected",
    message: `${shown(name)} is encrypted with a password instead of a key.`,
    remedy: ENCRYPT,
  });
}

export function clearSigned(name: string): AppError {
  return blocked({
    code: "file_not_csv",
    message: `${shown(name)} is a signed text (PGP SIGNED MESSAGE), whose lines may have been changed for it.`,
    remedy: "Sign and encrypt the file instead of clear-signing it: gpg --sign --encrypt.",
  });
}

export function notSigned(name: string): AppError {
  return blocked({
    code: "file_not_signed",
    message: `${shown(name)} is not signed, but this Remote Source takes only files of known senders.`,
    remedy: SIGN,
  });
}

export function wrongSigner(name: string, by: readonly string[], signers: readonly string[]): AppError {
  return blocked({
    code: "file_not_signed",
    message: `${shown(name)} has no valid signature of a known sender: it is signed by ${by.map(pgpKeyId).join(", ")}, and ${signers.map(pgpKeyId).join(", ")} would be accepted.`,
    remedy: `${SIGN} A signature is not valid either when the file was changed, or the key had expired.`,
  });
}

/** What openpgp throws while it reads or decrypts; our own errors and those of the disk stay as they are. */
export function brokenMessage(name: string, error: unknown): AppError | null {
  if (!(error instanceof Error) || error.name === "AppError" || error.name === "AbortError") return null;
  if ("syscall" in error) return null;
  const what = error.message;
  if (
    /Unexpected end|Premature|ended unexpectedly|end of packet|unexpected EOF|Misformed armored/i.test(what)
  ) {
    return cutOff(name, KIND_NAMES.pgp, error);
  }
  if (/Modification detected|Authentication|authenticate data|auth(entication)? tag|integrity/i.test(what)) {
    return damaged(name, KIND_NAMES.pgp, "its bytes are not what they were when it was encrypted", error);
  }
  return damaged(name, KIND_NAMES.pgp, "it can't be read", error);
}
