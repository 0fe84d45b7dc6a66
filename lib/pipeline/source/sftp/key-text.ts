import { createPrivateKey, type KeyObject } from "node:crypto";
import { AppError } from "@/lib/errors";

/** A private key in a form that ssh2 reads, and whether it needs a passphrase. */
type KeyText = { text: string; encrypted: boolean };

/** Far above any real key, far below what would be slow to look at. */
const CHARACTERS_MAX = 32_768;

/** 64 rounds take about a second of pure JavaScript, and the number is the uploader's choice. ssh-keygen uses 24. */
const ROUNDS_MAX = 64;

/**
 * Brings a pasted private key into a form that ssh2 reads: OpenSSH, PKCS#1, SEC1 or PuTTY version 2; plain PKCS#8 is
 * converted. Decrypts nothing. Throws `invalid_input` that says in plain words what to do instead.
 */
export function readKeyText(pasted: string): KeyText {
  if (pasted.length > CHARACTERS_MAX) throw refuseKey("This is too long for a private key.");
  const text = pasted
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .join("\n")
    .trim();
  if (text === "") throw refuseKey("Paste the private key.");
  if (text.startsWith("PuTTY-User-Key-File-")) return readPutty(text);
  const block = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----\n([\s\S]+?)\n-----END \1PRIVATE KEY-----/.exec(text);
  if (!block) throw refuseKey(looksPublic(text) ? PUBLIC_HALF : NOT_A_KEY);
  const [pem, kind = "", body = ""] = block;
  // exempt(switch): a key may be labelled with any text
  switch (kind.trim()) {
    case "OPENSSH":
      return readOpenSsh(body);
    case "RSA":
    case "EC":
      return { text: pem, encrypted: pem.includes("DEK-Info:") };
    case "":
      return { text: convertPkcs8(pem), encrypted: false };
    case "ENCRYPTED":
      throw refuseKey(`Keys in the encrypted PKCS#8 format can't be read. ${REWRITE}`);
    default:
      throw refuseKey(`Keys of this kind are not accepted. ${NEW_KEY}`);
  }
}

/** The refusal of a form's private key field. */
export function refuseKey(message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", message, { fieldErrors: { privateKey: message }, cause });
}

/** The refusal of a form's passphrase field. */
export function refusePassphrase(message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", message, { fieldErrors: { passphrase: message }, cause });
}

export const NEW_KEY = "Make a new one with: ssh-keygen -t ed25519 -f rollcall_key";
const REWRITE = "Rewrite it with: ssh-keygen -p -f <key file>, and paste the file again.";
const NOT_A_KEY =
  "This is not a private key. Paste the whole file, from -----BEGIN … PRIVATE KEY----- to -----END … PRIVATE KEY-----.";
const PUBLIC_HALF = "This is the public half of a key. Paste the private one: the file without .pub.";
const PUTTY =
  "This PuTTY format can't be read. In PuTTYgen choose Conversions, Export OpenSSH key (or run: puttygen key.ppk -O private-openssh -o key), and paste that file.";

/** PuTTY's version 3 has a key derivation that ssh2 lacks, and of version 2 ssh2 knows RSA only. */
function readPutty(text: string): KeyText {
  const head = /^PuTTY-User-Key-File-2: ssh-rsa\nEncryption: (aes256-cbc|none)\n/.exec(text);
  if (!head) throw refuseKey(PUTTY);
  return { text, encrypted: head[1] !== "none" };
}

function readOpenSsh(body: string): KeyText {
  const bytes = Buffer.from(body, "base64");
  const magic = "openssh-key-v1\0";
  if (bytes.subarray(0, magic.length).toString("latin1") !== magic) throw refuseKey(NOT_A_KEY);
  const [cipher, afterCipher] = readString(bytes, magic.length);
  const [, afterKdf] = readString(bytes, afterCipher);
  const [kdfOptions] = readString(bytes, afterKdf);
  const encrypted = cipher.toString("latin1") !== "none";
  if (encrypted) {
    const [, afterSalt] = readString(kdfOptions, 0);
    if (kdfOptions.length < afterSalt + 4) throw refuseKey(NOT_A_KEY);
    const rounds = kdfOptions.readUInt32BE(afterSalt);
    if (rounds > ROUNDS_MAX) {
      throw refuseKey(
        `This key asks for ${rounds} rounds of key derivation; at most ${ROUNDS_MAX} are accepted. Rewrite it with: ssh-keygen -p -a 24 -f <key file>, and paste the file again.`,
      );
    }
  }
  // Written again, so that what ssh2 parses is exactly what was looked at.
  const lines = bytes.toString("base64").replace(/.{70}/g, "$&\n").trimEnd();
  const pem = `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----`;
  return { text: pem, encrypted };
}

/** An SSH string (32 bit length, then bytes) and the position behind it. */
function readString(bytes: Buffer, position: number): [Buffer, number] {
  if (bytes.length < position + 4) throw refuseKey(NOT_A_KEY);
  const end = position + 4 + bytes.readUInt32BE(position);
  if (bytes.length < end) throw refuseKey(NOT_A_KEY);
  return [bytes.subarray(position + 4, end), end];
}

function convertPkcs8(pem: string): string {
  const key = openPkcs8(pem);
  // exempt(switch): kinds of keys are those of OpenSSL, more with each version
  switch (key.asymmetricKeyType) {
    case "rsa":
      return key.export({ type: "pkcs1", format: "pem" }).toString().trim();
    case "ec":
      return key.export({ type: "sec1", format: "pem" }).toString().trim();
    case "ed25519":
      throw refuseKey(`Ed25519 keys in the PKCS#8 format can't be read. ${REWRITE}`);
    default:
      throw refuseKey(`Keys of this kind are not accepted. ${NEW_KEY}`);
  }
}

function openPkcs8(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw refuseKey(NOT_A_KEY, cause);
  }
}

function looksPublic(text: string): boolean {
  return /^(ssh-|ecdsa-|sk-|---- BEGIN SSH2 PUBLIC|-----BEGIN (RSA )?PUBLIC|-----BEGIN CERTIFICATE)/.test(
    text,
  );
}
