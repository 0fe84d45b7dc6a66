import { createHash, createPublicKey } from "node:crypto";
import ssh2 from "ssh2";
import { AppError } from "@/lib/errors";

export type PublicKey = {
  type: string;
  /** Base64, in the form of the SSH protocol. */
  blob: string;
  /** As `ssh-keygen -l` prints it. */
  fingerprint: string;
  /** What is written behind the key, such as `backup@hr-server`; "" without anything. */
  comment: string;
};

const TYPES = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521))$/;
const RSA_BITS_MIN = 2048;
const TEXT_MAX = 16_000;

/**
 * Reads one public key as OpenSSH writes it: a line of an `id_ed25519.pub`. Throws `invalid_input`, with what to do, for
 * anything else, such as a private key, several keys, or a line with options.
 */
export function readPublicKey(text: string): PublicKey {
  const line = text.trim();
  if (/PRIVATE KEY-----|^PuTTY-User-Key-File/m.test(line)) {
    throw refused(
      "This is a private key. It must stay with its owner: paste the public key, which is in the file that ends in .pub. Replace the pair if anyone else may have seen it.",
    );
  }
  if (line === "" || line.length > TEXT_MAX) throw refused(NOT_A_KEY);
  if (/^(---- BEGIN SSH2|-----BEGIN )/.test(line)) {
    throw refused("This key is in another format. Convert it with: ssh-keygen -i -f key.pub");
  }
  if (/[\r\n]/.test(line)) throw refused("Paste one key at a time, on one line.");
  const [type = "", blob = "", ...comment] = line.split(/[ \t]+/);
  if (/^sk-/.test(type)) {
    throw refused(
      "Keys on a security token need a touch at every sign-in, which a program can't give. Use a key made with: ssh-keygen -t ed25519",
    );
  }
  if (/-cert-v0\d@openssh\.com$/.test(type))
    throw refused("This is a certificate. Paste the public key itself.");
  if (type === "ssh-dss") throw refused(`DSA keys are no longer safe. ${NEW_KEY}`);
  if (!TYPES.test(type)) throw refused(isOptions(line) ? OPTIONS : NOT_A_KEY);
  return { ...parsed(type, blob), comment: comment.join(" ") };
}

const NEW_KEY = "Make another one with: ssh-keygen -t ed25519";
const NOT_A_KEY =
  "This is not a public key. It is one line that starts with ssh-ed25519, ecdsa-sha2-… or ssh-rsa, in the file that ends in .pub.";
const OPTIONS =
  "The line starts with options, which are not used here. Paste only the part that starts with the type of the key, such as ssh-ed25519.";

function isOptions(line: string): boolean {
  return /(^|[ \t,"])(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+) AAAA/.test(line);
}

function parsed(type: string, blob: string): Omit<PublicKey, "comment"> {
  const bytes = Buffer.from(blob, "base64");
  // Decoding leaves out what is no base64; a key is taken only as it is written.
  if (bytes.toString("base64").replace(/=+$/, "") !== blob.replace(/=+$/, "")) throw refused(DAMAGED);
  const key = ssh2.utils.parseKey(`${type} ${blob}`);
  if (key instanceof Error || key.type !== type || !key.getPublicSSH().equals(bytes)) throw refused(DAMAGED);
  requireStrong(type, key.getPublicPEM());
  const fingerprint = `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
  return { type, blob: bytes.toString("base64"), fingerprint };
}

const DAMAGED = "This key is incomplete or damaged. Copy the whole line again.";

function requireStrong(type: string, pem: string): void {
  if (type !== "ssh-rsa") return;
  const bits = createPublicKey(pem).asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= RSA_BITS_MIN) return;
  throw refused(`This RSA key has ${bits} bits, and needs at least ${RSA_BITS_MIN}. ${NEW_KEY}`);
}

function refused(message: string): AppError {
  return new AppError("invalid_input", "This key can't be used.", { fieldErrors: { publicKey: message } });
}
