import { fingerprintOf } from "@/lib/pipeline/source/sftp/host-key";
import { parsePrivateKey } from "@/lib/pipeline/source/sftp/private-key";

type CheckedPrivateKey = {
  /** What to store: the same key, in a form that a connection reads. */
  privateKey: string;
  /** Such as `ssh-ed25519`. */
  type: string;
  /** One line for the server's authorized_keys file. */
  publicKey: string;
  /** As `ssh-keygen -l` prints it. */
  fingerprint: string;
};

/**
 * Checks a private key while a form is being saved. Throws `invalid_input` with the field concerned (`privateKey` or
 * `passphrase`) and what to do, in plain words.
 */
export function checkPrivateKeyText(text: string, passphrase?: string): CheckedPrivateKey {
  const { key, text: privateKey } = parsePrivateKey(text, passphrase);
  const blob = key.getPublicSSH();
  const publicKey = `${key.type} ${blob.toString("base64")}`;
  return { privateKey, type: key.type, publicKey, fingerprint: fingerprintOf(blob) };
}
