import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import {
  AEADEncryptedDataPacket,
  decrypt,
  type Key,
  type PrivateKey,
  readMessage,
  SymEncryptedIntegrityProtectedDataPacket,
  SymmetricallyEncryptedDataPacket,
  verify,
} from "openpgp";
import { pgpKeyId } from "@/lib/model/pgp";
import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import {
  brokenMessage,
  clearSigned,
  noKeyHere,
  notEncrypted,
  notForThisKey,
  notSigned,
  passwordOnly,
  wrongSigner,
} from "@/lib/pipeline/unpack/pgp/pgp-problems";

/** What a Remote Source has for PGP. */
export type PgpKeys = {
  /** Ours: the present one, and those of before while they still open. */
  own: readonly PrivateKey[];
  /** Of senders; where there are any, a message has to be signed by one of them. */
  signers: readonly Key[];
  /** Whether a file that is not encrypted is refused. */
  isRequired: boolean;
};

/**
 * Opens a PGP message, binary or armored, as a stream. Its bytes must not be used before `verify` has returned: only then is it certain
 * that they are whole, unchanged and of a known sender. openpgp would otherwise keep a message in memory up to that point.
 */
export async function openPgp({ file, name }: Packed, keys: PgpKeys | null): Promise<Opened> {
  const source = createReadStream(file);
  try {
    const message = await parse(source, await headOf(file), name);
    const ids = message.getEncryptionKeyIDs().map((id) => id.toHex());
    const isEncrypted = message.packets.some((packet) => ENCRYPTED.some((kind) => packet instanceof kind));
    if (!isEncrypted && keys?.isRequired) throw notEncrypted(name);
    if (isEncrypted && ids.length === 0) throw passwordOnly(name);
    if (isEncrypted) refuseKeys(name, ids, keys);
    const common = { message, format: "binary", config: { allowUnauthenticatedStream: true } } as const;
    const verificationKeys = [...(keys?.signers ?? [])];
    const { data, signatures } = isEncrypted
      ? await decrypt({ ...common, decryptionKeys: [...(keys?.own ?? [])], verificationKeys })
      : await verify({ ...common, verificationKeys });
    // Rejections come before anyone asks: a signature that nobody asked for may fail.
    const results = signatures.map(({ verified }) => verified.then(() => true).catch(() => false));
    const by = signatures.map(({ keyID }) => keyID.toHex());
    const used = keys?.own.find((key) => ids.some((id) => hasId(key, id)))?.getFingerprint() ?? ids[0] ?? "";
    return {
      name: name.replace(/\.(pgp|gpg|asc)$/i, ""),
      layer: [
        isEncrypted ? `encrypted for key ${pgpKeyId(used)}` : "",
        by.length > 0 ? `signed by key ${by.map(pgpKeyId).join(", ")}` : "",
      ]
        .filter(Boolean)
        .join(", "),
      bytes: data as unknown as AsyncIterable<Uint8Array>,
      explain: (error) => brokenMessage(name, error),
      isEncrypted,
      verify: async () => {
        if (verificationKeys.length === 0) return;
        if (by.length === 0) throw notSigned(name);
        const known = verificationKeys.map((key) => key.getFingerprint());
        if (!(await Promise.all(results)).includes(true)) throw wrongSigner(name, by, known);
      },
      close: async () => void source.destroy(),
    };
  } catch (error) {
    source.destroy();
    throw brokenMessage(name, error) ?? error;
  }
}

const ENCRYPTED = [
  SymmetricallyEncryptedDataPacket,
  SymEncryptedIntegrityProtectedDataPacket,
  AEADEncryptedDataPacket,
];

function refuseKeys(name: string, ids: readonly string[], keys: PgpKeys | null): void {
  if (!keys || keys.own.length === 0) throw noKeyHere(name);
  const isHidden = (id: string) => /^0+$/.test(id);
  const fits = ids.some((id) => isHidden(id) || keys.own.some((key) => hasId(key, id)));
  const own = keys.own.map((key) => key.getFingerprint());
  if (!fits) throw notForThisKey(name, ids, own);
}

function hasId(key: Key, id: string): boolean {
  return key.getKeys().some((each) => each.getKeyID().toHex() === id);
}

const HEAD_BYTES = 1024;

async function headOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } finally {
    await handle.close();
  }
}

async function parse(source: AsyncIterable<Buffer>, head: string, name: string) {
  if (head.includes("-----BEGIN PGP SIGNED MESSAGE")) throw clearSigned(name);
  return head.includes("-----BEGIN PGP MESSAGE")
    ? readMessage({ armoredMessage: webStream<string>(texts(source)) })
    : readMessage({ binaryMessage: webStream<Uint8Array>(source) });
}

async function* texts(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const chunk of source) yield chunk.toString("latin1");
}

/** Node's streams of the web are the browser's that openpgp names in its types. */
function webStream<T>(source: AsyncIterable<unknown>): ReadableStream<T> {
  return Readable.toWeb(Readable.from(source)) as unknown as ReadableStream<T>;
}
