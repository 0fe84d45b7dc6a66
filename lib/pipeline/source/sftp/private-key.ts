import ssh2, { type ParsedKey } from "ssh2";
import { fingerprintOf } from "@/lib/pipeline/source/sftp/host-key";
import { NEW_KEY, readKeyText, refuseKey, refusePassphrase } from "@/lib/pipeline/source/sftp/key-text";

/** Opens a private key for signing. Takes up to a second for an encrypted one. Throws `invalid_input`. */
export function parsePrivateKey(pasted: string, passphrase?: string): { key: ParsedKey; text: string } {
  const { text, encrypted } = readKeyText(pasted);
  if (encrypted && !passphrase) throw refusePassphrase("This key has a passphrase. Enter it too.");
  const parsed = ssh2.utils.parseKey(text, encrypted ? passphrase : undefined);
  // The file format holds a list; ssh-keygen has only ever written one.
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error || !key) {
    if (encrypted) throw refusePassphrase("The passphrase does not match this key.", key);
    throw refuseKey("This private key is damaged or of an unknown kind. Paste the whole file again.", key);
  }
  if (!key.isPrivateKey()) throw refuseKey("This is not a private key.");
  if (key.type === "ssh-dss") throw refuseKey(`DSA keys are no longer accepted. ${NEW_KEY}`);
  return { key, text };
}

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
