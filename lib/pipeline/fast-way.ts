import type { RunColumns } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import type { CsvRecord } from "@/lib/model/file";
import type { KnownUsers } from "@/lib/model/user";
import { createSieve } from "@/lib/pipeline/hash/sieve";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { countActive, knownUsersNamed } from "@/lib/pipeline/persistence/known.store";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { type ScannedFile, scanFile } from "@/lib/pipeline/prints/chunks";
import { createPrinter, hashText } from "@/lib/pipeline/prints/hash";
import { findOrigins, NEW, type Origins } from "@/lib/pipeline/prints/origins";
import { HAS_PRINT, IS_NAMELESS, LOOKUP_WORDS } from "@/lib/pipeline/prints/pack";
import { bytesOf, findPieces, type Pieces } from "@/lib/pipeline/prints/pieces";
import {
  eachIds,
  findPrints,
  loadWords,
  type Prints,
  type StaleMark,
} from "@/lib/pipeline/prints/prints.store";
import { mayHavePrints, readingKeyOf } from "@/lib/pipeline/prints/reading-key";
import { addressHash, seedOf } from "@/lib/pipeline/prints/recorder";
import { type ReadPart, readCsv } from "@/lib/pipeline/read/read-csv";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { sameText } from "@/lib/values/same-text";

/** A file most of whose rows are known: what is left of it to be read, and the users that matter for that. */
export type FastWay = {
  read: () => AsyncGenerator<ReadPart>;
  known: KnownUsers;
  /** Rows that are not read, and how many of them have no names. */
  spared: { rows: number; nameless: number };
  /** The first of those rows, to be shown. */
  samples: (most: number) => Promise<CsvRecord[]>;
  /** What all rows had in each column when all were read last. */
  columns: RunColumns;
  /** For the prints that this run leaves in turn. */
  prints: Prints;
  scanned: ScannedFile;
  origins: Origins;
  /** 1 for rows that are read, counted from 0 below the header. */
  isRead: Uint8Array;
  gone: number;
  stale: readonly StaleMark[];
};

type Input = { syncId: string; file: string; inputs: PlanInputs };

/** Beyond as many, or half of all rows, all are read. */
const FEW = 1_000;
const ROUNDS_MAX = 8;

/**
 * The way of most nights: rows that are in the file as they were in the last one that was applied, and whose users nobody has
 * changed since, are known by their prints. The others are read as always, with whoever shares an ID or an address with them, so that
 * the plan is the same line by line. Null: every row has to be read, as far as anything is unusual.
 */
export async function openFastWay(ctx: WorkspaceCtx, input: Input, beat: Heartbeat): Promise<FastWay | null> {
  const { syncId, file, inputs } = input;
  if (!mayHavePrints(inputs)) return null;
  const found = await findPrints(ctx, syncId, readingKeyOf(inputs, ctx.clock().toISOString().slice(0, 10)));
  if (!found || found.stale.length > FEW + found.prints.rows / 4) return null;
  const active = countActive(ctx, syncId);
  // Awaited at the end, if it comes to that.
  active.catch(() => undefined);

  const { prints, stale } = found;
  const delimiter = inputs.read.delimiter.charCodeAt(0);
  const { headerRow, recordBytesMax, sizeBytesMax, rowsMax } = inputs.read;
  const layout = { delimiter, headerRow, foundAt: prints.headerRow, recordBytesMax };
  const onBytes = (read: number): void => {
    beat.signal.throwIfAborted();
    beat.at.bytesDone = read;
  };
  const scanned = await scanFile(file, layout, { print: createPrinter(prints.secret), onBytes });
  if (!scanned?.header.equals(prints.header)) return null;
  const rows = scanned.chunks.rows[scanned.chunks.count] ?? 0;
  beat.at.bytesDone = scanned.sizeBytes;
  if (scanned.sizeBytes > sizeBytesMax || rows > rowsMax) return null;

  const source = { path: file, delimiter, scanned };
  const load = (needed: Uint8Array) =>
    loadWords(ctx, { syncId, prints, parts: partsWith(prints, needed) }, "prints");
  const origins = await findOrigins({ ...source, secret: prints.secret, earlier: prints, load });
  if (!origins) return null;
  const isRead = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (origins.byRow[row] === NEW) isRead[row] = 1;
  if (countOnes(isRead) > FEW + rows / 2) return null;

  const gone = await idsOfGone(ctx, syncId, prints, origins.isThere);
  if (!gone) return null;
  const others = [...gone, ...prints.others, ...stale.map(({ csvId }) => csvId)];
  const lookups =
    others.length > 0 || isRead.includes(1)
      ? await loadWords(ctx, { syncId, prints, parts: prints.parts }, "lookups")
      : new Int32Array();
  if (!lookups) return null;
  const settled = await readWithOthers({
    inputs,
    source,
    isRead,
    origins,
    seed: seedOf(prints.secret),
    lookups,
    others,
  });
  if (!settled || countOnes(isRead) > FEW + rows / 2) return null;
  const { pieces, ids } = settled;

  // Made when IDs that look the same were still distinguished: only all of them together say who is meant.
  if (ids.some((id) => sameText(id) !== id)) return null;
  const known = await knownUsersNamed(ctx, syncId, ids);
  const spared = countSpared(prints, origins, isRead);
  const isThere = known.removed.reduce((sum, removed) => sum + 1 - removed, 0);
  // Users came or went without a trace, such as in a database that was repaired.
  if (isThere + spared.rows !== (await active)) return null;
  return {
    read: () => readPieces(inputs, source, pieces),
    known,
    spared,
    samples: (most) => firstSpared({ inputs, source }, isRead, most),
    columns: prints.columns,
    ...{ prints, scanned, origins, isRead, gone: gone.length, stale },
  };
}

function countOnes(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}

/** Parts that have a row for which `needed` is 1. */
function partsWith({ parts, starts, rows }: Prints, needed: Uint8Array): number[] {
  return parts.filter((_, at) => needed.subarray(starts[at], starts[at + 1] ?? rows).includes(1));
}

/** IDs of the rows that are in the file no more, or not as they were. */
async function idsOfGone(
  ctx: WorkspaceCtx,
  syncId: string,
  prints: Prints,
  isThere: Uint8Array,
): Promise<string[] | null> {
  const isGone = prints.marks.map((mark, row) => ((mark & HAS_PRINT) === HAS_PRINT && !isThere[row] ? 1 : 0));
  const gone: string[] = [];
  const parts = partsWith(prints, isGone);
  const isAll = await eachIds(ctx, { syncId, prints, parts }, (part, ids) => {
    const start = prints.starts[prints.parts.indexOf(part)] ?? 0;
    for (const [at, id] of ids.entries()) if (isGone[start + at]) gone.push(id);
  });
  return isAll ? gone : null;
}

function countSpared({ marks }: Prints, { byRow }: Origins, isRead: Uint8Array): FastWay["spared"] {
  const spared = { rows: 0, nameless: 0 };
  for (let row = 0; row < byRow.length; row++) {
    if (isRead[row]) continue;
    spared.rows += 1;
    if ((marks[byRow[row] ?? 0] ?? 0) & IS_NAMELESS) spared.nameless += 1;
  }
  return spared;
}

type Source = { path: string; delimiter: number; scanned: ScannedFile };

/** Thrown when papaparse sees other rows in the bytes than those that were cut out. */
class OtherRows extends Error {
  override readonly name = "OtherRows";
}

/** The reader of every run, given the head of the file and some of its rows, which it has to find where they were cut. */
async function* readPieces(
  { read }: PlanInputs,
  { path, scanned }: Source,
  pieces: Pieces,
): AsyncGenerator<ReadPart> {
  let last = 0;
  const placeInFile = (row: number, line: number) => {
    last = row;
    if (row <= scanned.headRows) return { row, line };
    const at = row - scanned.headRows - 1;
    if (at >= pieces.count || pieces.pieceLines[at] !== line) throw new OtherRows();
    return { row: pieces.rows[at] ?? 0, line: pieces.lines[at] ?? 0 };
  };
  for await (const part of readCsv(bytesOf(path, scanned, pieces), read, placeInFile)) {
    if (part.kind === "end" && last !== scanned.headRows + pieces.count) throw new OtherRows();
    yield part;
  }
}

type Around = {
  inputs: PlanInputs;
  source: Source;
  isRead: Uint8Array;
  origins: Origins;
  seed: number;
  lookups: Int32Array;
  /** IDs of users of whom no row says what they are. */
  others: readonly string[];
};

/**
 * Reads the rows once, and with them those that share an ID or an address with one of them or of `others`, until there are no more.
 * Gives all IDs that occur. Null where a row can't be read for itself.
 */
async function readWithOthers(around: Around): Promise<{ pieces: Pieces; ids: string[] } | null> {
  const { inputs, source, isRead, origins, seed, lookups, others } = around;
  const ids = new Set(others);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const pieces = await findPieces(source, isRead);
    const named = await namedIn(inputs, source, pieces);
    if (!named) return null;
    for (const id of named.ids) ids.add(id);
    const idHashes = new Set([...ids].map((id) => hashText(id, seed)));
    const addressHashes = new Set([...named.emailKeys].map((key) => addressHash(key, seed)));
    let more = 0;
    for (let row = 0; row < isRead.length && lookups.length > 0; row++) {
      if (isRead[row]) continue;
      const at = (origins.byRow[row] ?? 0) * LOOKUP_WORDS;
      if (!idHashes.has(lookups[at] ?? 0) && !addressHashes.has(lookups[at + 1] ?? 0)) continue;
      isRead[row] = 1;
      more += 1;
    }
    if (more === 0) return { pieces, ids: [...ids] };
  }
  return null;
}

/** The IDs and addresses in some rows; null when they can't be read, or name users that only a look at all can tell. */
async function namedIn(inputs: PlanInputs, source: Source, pieces: Pieces) {
  const ids = new Set<string>();
  const emailKeys = new Set<string>();
  let check: ((records: readonly CsvRecord[]) => boolean) | null = null;
  try {
    for await (const part of readPieces(inputs, source, pieces)) {
      if (part.kind === "header") {
        const prepared = prepareMapping(part.header, inputs.mapping, inputs.fields, { teams: inputs.teams });
        const sieve = createSieve(prepared);
        check = (records) =>
          sieve.take(records).every((record) => {
            const item = validateRecord(prepared, record);
            if (item.kind === "person") {
              ids.add(item.person.id);
              emailKeys.add(item.person.emailKey);
              return true;
            }
            if (item.id !== null) ids.add(item.id);
            for (const id of item.mentions?.ids ?? []) ids.add(sameText(id));
            return item.mentions?.cutId === undefined;
          });
      } else if (part.kind === "records" && !check?.(part.records)) return null;
    }
  } catch (error) {
    // Told in the words and with the places of the whole file, if it is so.
    if (error instanceof OtherRows || (isAppError(error) && error.code === "file_blocked")) return null;
    throw error;
  }
  return { ids, emailKeys };
}

/** The first rows that are not read, as records. */
async function firstSpared(
  { inputs, source }: { inputs: PlanInputs; source: Source },
  isRead: Uint8Array,
  most: number,
): Promise<CsvRecord[]> {
  const wanted = new Uint8Array(isRead.length);
  for (let row = 0, left = most; row < isRead.length && left > 0; row++) {
    if (isRead[row]) continue;
    wanted[row] = 1;
    left -= 1;
  }
  const records: CsvRecord[] = [];
  for await (const part of readPieces(inputs, source, await findPieces(source, wanted)))
    if (part.kind === "records") records.push(...part.records);
  return records;
}
