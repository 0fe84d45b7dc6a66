import { createHash, type Hash } from "node:crypto";
import { AppError } from "@/lib/errors";

const ALGORITHMS = { md5: 16, "sha-256": 32, "sha-512": 64 } as const;
type Algorithm = keyof typeof ALGORITHMS;

type Expected = { header: string; algorithm: Algorithm; bytes: Buffer };

/** Checksums that a request names for its body: what is announced is checked, and nothing is asked for. */
export type Checksums = {
  add: (bytes: Uint8Array) => void;
  /** Throws `invalid_input` when the body is not what one of them says. */
  verify: () => void;
};

/**
 * Reads `Content-MD5` (RFC 1864), `Digest` (RFC 3230), `Content-Digest` and `Repr-Digest` (RFC 9530). Algorithms that we
 * do not know are left out; a value of a known one that can't be one throws `invalid_input`.
 */
export function readChecksums(headers: Headers): Checksums {
  const expected = [
    ...md5Of(headers),
    ...digestOf(headers),
    ...structured(headers, "Content-Digest"),
    ...structured(headers, "Repr-Digest"),
  ];
  const hashes = new Map<Algorithm, Hash>();
  for (const { algorithm } of expected) hashes.set(algorithm, createHash(algorithm.replace("-", "")));
  return {
    add: (bytes) => {
      for (const hash of hashes.values()) hash.update(bytes);
    },
    verify: () => {
      const sums = new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest()] as const));
      const wrong = expected.find(({ algorithm, bytes }) => !sums.get(algorithm)?.equals(bytes));
      if (!wrong) return;
      throw new AppError("invalid_input", `The file that arrived does not match its ${wrong.header}.`, {
        remedy: "It was damaged on the way, or the checksum is of another file. Send it again.",
      });
    },
  };
}

function md5Of(headers: Headers): Expected[] {
  const value = headers.get("content-md5");
  return value === null ? [] : [read("Content-MD5", "md5", value.trim())];
}

/** `sha-256=base64, md5=base64`: names in any letter case. */
function digestOf(headers: Headers): Expected[] {
  return (headers.get("digest") ?? "").split(",").flatMap((part) => {
    const [, name = "", value = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    const algorithm = name.toLowerCase();
    return isKnown(algorithm) ? [read("Digest", algorithm, value)] : [];
  });
}

/** `sha-256=:base64:`, a dictionary of byte sequences (RFC 9651). */
function structured(headers: Headers, header: string): Expected[] {
  return (headers.get(header) ?? "").split(",").flatMap((part) => {
    const [, name = "", value = ""] = /^\s*([a-z0-9-]+)=(.*?)\s*$/.exec(part) ?? [];
    if (!isKnown(name)) return [];
    const [, inner] = /^:([^:]*):(;.*)?$/.exec(value) ?? [];
    return [read(header, name, inner ?? "")];
  });
}

function read(header: string, algorithm: Algorithm, base64: string): Expected {
  const bytes = Buffer.from(base64, "base64");
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64) && bytes.length === ALGORITHMS[algorithm]) {
    return { header, algorithm, bytes };
  }
  throw new AppError("invalid_input", `The header ${header} holds no valid ${algorithm} checksum.`, {
    remedy: "Send the checksum in base64, or leave the header out.",
  });
}

function isKnown(name: string): name is Algorithm {
  return Object.hasOwn(ALGORITHMS, name);
}
