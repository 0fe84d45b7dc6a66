import { createHash } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import { unreachable } from "@/lib/errors";
import { type Budget, openBudget } from "@/lib/pipeline/unpack/budget";
import type { WhenSeveral } from "@/lib/pipeline/unpack/choose-entry";
import { openGzip } from "@/lib/pipeline/unpack/gzip";
import { type Kind, kindOf } from "@/lib/pipeline/unpack/kind";
import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import { openZip } from "@/lib/pipeline/unpack/open-zip";
import { openPgp, type PgpKeys } from "@/lib/pipeline/unpack/pgp/open-pgp";
import { notEncrypted, notSigned } from "@/lib/pipeline/unpack/pgp/pgp-problems";
import { nestedTooDeep } from "@/lib/pipeline/unpack/problems";

export type UnpackInput = {
  /** On this machine, whole; it stays as it is. */
  file: string;
  /** As its sender calls it: for messages only, what it is is told by its bytes. */
  name: string;
  /** Where layers go that are being opened: this and an ending. What lies there is replaced. */
  scratch: string;
  settings: { zipEntry: string | null; sheet: string | null };
  /** Of the Remote Source; null where a file can't be encrypted, such as an upload. */
  pgp: PgpKeys | null;
  /** Of a zip file with several lists in it. */
  whenSeveral?: WhenSeveral;
  sizeBytesMax: number;
  signal: AbortSignal;
};

export type Unpacked = {
  /** A CSV file that the caller has to remove, or to move away. */
  file: string;
  /** From the outside in, such as "export.zip"; the last is the file that was read. */
  layers: string[];
  contentSha256: string;
  sizeBytes: number;
  /** The sheet of a workbook that it was made from: then it is UTF-8 with commas, whatever a sync is set to. */
  sheet: string | null;
  /** What else could have been read: entries of a zip file, or sheets of a workbook. */
  others: string[];
};

/** PGP around zip around gzip around CSV is the most that anyone needs. */
const LAYERS_MAX = 4;

/**
 * Opens what a list is packed and encrypted in, layer by layer, each streamed to a file of its own: gzip, zip, PGP and Excel workbooks.
 * Null for a file that is none of these. Nothing is left behind when it throws: `file_blocked`, or the reason of `signal`.
 */
export async function unpackFile(input: UnpackInput): Promise<Unpacked | null> {
  const { name, signal, sizeBytesMax } = input;
  const { size } = await stat(input.file);
  const budget = openBudget({ fetchedBytes: size, sizeBytesMax });
  let at: At = { file: input.file, name, sizeBytes: size, sha256: "", isScratch: false };
  const layers: string[] = [];
  const kinds: Kind[] = [];
  let isEncrypted = false;
  let last: Pick<Unpacked, "sheet" | "others"> = { sheet: null, others: [] };
  try {
    for (;;) {
      // What was made of a sheet is CSV, even if its first cell looks like something else.
      const kind = last.sheet === null ? await kindOf(at.file, at.name) : "plain";
      if (kind === "plain") break;
      if (kinds.length === LAYERS_MAX) throw nestedTooDeep(name, "is packed in too many layers");
      const opened = await openLayer(kind, { ...at, budget, signal }, { ...input, kinds });
      kinds.push(kind);
      layers.push(opened.layer);
      isEncrypted ||= opened.isEncrypted === true;
      last = { sheet: opened.sheet ?? null, others: [...last.others, ...(opened.others ?? [])] };
      const into = `${input.scratch}.${kinds.length % 2 === 1 ? "one" : "two"}`;
      const next = await writeLayer(opened, into, { budget, name: at.name, signal });
      if (at.isScratch) await rm(at.file, { force: true });
      at = next;
    }
    // Whoever leaves PGP out must not be read as if they had used it.
    if (input.pgp?.isRequired && !isEncrypted) throw notEncrypted(name);
    if (input.pgp && input.pgp.signers.length > 0 && !kinds.includes("pgp")) throw notSigned(name);
  } catch (error) {
    await Promise.all(["one", "two"].map((end) => rm(`${input.scratch}.${end}`, { force: true })));
    throw signal.aborted ? signal.reason : error;
  }
  if (kinds.length === 0) return null;
  const { file, sizeBytes, sha256: contentSha256 } = at;
  return { file, layers: [...layers, at.name], contentSha256, sizeBytes, ...last };
}

type At = Pick<Packed, "file" | "name" | "sizeBytes"> & { sha256: string; isScratch: boolean };

async function openLayer(
  kind: Exclude<Kind, "plain">,
  packed: Packed,
  { settings, pgp, whenSeveral = "refuse", scratch, kinds }: UnpackInput & { kinds: readonly Kind[] },
): Promise<Opened> {
  switch (kind) {
    case "gzip":
      return openGzip(packed);
    case "zip":
      return openZip(packed, { ...settings, whenSeveral, scratch, isInZip: kinds.includes("zip") });
    case "pgp":
      return openPgp(packed, pgp);
    default:
      return unreachable(kind);
  }
}

type Write = { budget: Budget; name: string; signal: AbortSignal };

/** Writes what a layer holds, and gives it only once it is whole and, where it can be, verified. */
async function writeLayer(opened: Opened, into: string, { budget, name, signal }: Write): Promise<At> {
  const meter = budget.meter(name);
  const hash = createHash("sha256");
  let sizeBytes = 0;
  await rm(into, { force: true });
  const file = await open(into, "wx", 0o600);
  try {
    for await (const chunk of opened.bytes) {
      signal.throwIfAborted();
      meter(chunk.length);
      hash.update(chunk);
      await file.writeFile(chunk);
      sizeBytes += chunk.length;
    }
    await opened.verify?.();
  } catch (error) {
    throw opened.explain?.(error) ?? error;
  } finally {
    await file.close();
    await opened.close();
  }
  return { file: into, name: opened.name, sizeBytes, sha256: hash.digest("hex"), isScratch: true };
}
