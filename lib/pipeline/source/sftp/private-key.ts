import ssh2, { type ParsedKey } from "ssh2";
import { NEW_KEY, readKeyText, refuseKey, refusePassphrase } from "@/lib/pipeline/source/sftp/key-text";

/** Opens a private key for signing. Takes up to a second for an encrypted one. Throws `invalid_input`. */
export function parsePrivateKey(pasted: string, passphrase?: string): { key: ParsedKey; text: string } {
  const { text, encrypted } = readKeyText(pasted);
  if (encrypted && !passphrase) throw refusePassphrase("This key has a passphrase. Enter it too.");
  const parsed = ssh2.utils.parseKey(text, encrypted ? passphrase : undefined);
  // The file format holds a list; ssh-keygen has only ever written one.
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error || !key) {
    if (encrypted) throw refusePassphrase("The passphrase does not fit this key.", key);
    throw refuseKey("This private key is damaged or of an unknown kind. Paste the whole file again.", key);
  }
  if (!key.isPrivateKey()) throw refuseKey("This is not a private key.");
  if (key.type === "ssh-dss") throw refuseKey(`DSA keys are not accepted any more. ${NEW_KEY}`);
  return { key, text };
}
