import { promisify } from "node:util";
import ssh2 from "ssh2";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";

export const KEY_TYPES = ["ed25519", "rsa"] as const;

export type KeyType = (typeof KEY_TYPES)[number];

type KeyPair = {
  /** In OpenSSH's form, without a passphrase: it is sealed like every secret. */
  privateKey: string;
  /** One line for the server's authorized_keys file. */
  publicKey: string;
  /** As `ssh-keygen -l` prints it. */
  fingerprint: string;
};

const RSA_BITS = 4096;

/**
 * Makes a key pair to sign in with. The work is done beside the event loop: RSA takes seconds. ssh2 1.17 drops leading
 * zeros of the numbers it writes, so each key is read again before use, and made again if it can't be.
 */
export async function makeKeyPair(type: KeyType): Promise<KeyPair> {
  for (;;) {
    const made = type === "rsa" ? await generate("rsa", { bits: RSA_BITS }) : await generate("ed25519", {});
    if (ssh2.utils.parseKey(made.private) instanceof Error) continue;
    const { privateKey, publicKey, fingerprint } = checkPrivateKeyText(made.private);
    return { privateKey, publicKey: `${publicKey} rollcall`, fingerprint };
  }
}

type Made = { private: string; public: string };

const generate: (type: string, options: { bits?: number }) => Promise<Made> = promisify(
  ssh2.utils.generateKeyPair as (
    type: string,
    options: { bits?: number },
    done: (error: Error | null, keys: Made) => void,
  ) => void,
);
