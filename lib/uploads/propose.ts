import { isAppError } from "@/lib/errors";
import { type Delimiter, type Encoding, READ_DEFAULTS } from "@/lib/model/file";
import { nearMiss, TEAMS_HEADER } from "@/lib/model/standard-columns";
import { findHeader } from "@/lib/pipeline/find-header";
import { readCsv } from "@/lib/pipeline/read/read-csv";

export type Proposal = {
  encoding: Encoding;
  delimiter: Delimiter;
  /** The row that seems to be the header; rows above it are titles. */
  headerRow: number;
  header: string[];
  /** The first rows, as they are in the file. */
  sample: string[][];
  problems: { message: string; remedy: string }[];
  /** Where the header seems to be instead, when the row that was asked for can't be it. */
  headerAt: { row: number; line: number } | null;
};

type Asked = {
  /** Whether the mapping takes a header; known names are one in any case. */
  accepts?: ((header: string[]) => boolean) | undefined;
  /** The row that a person has chosen; absent: it is looked for. */
  headerRow?: number | undefined;
  /** It was made from a sheet of a workbook, so that how it is read is known. */
  isSheet?: boolean;
};

const SAMPLE_ROWS = 5;
const ENCODINGS: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];

/**
 * How the file that begins with `head` is best read, tried out with the same reader as a run's: the first encoding that
 * works, and the separator that gives most columns. When none works, what is wrong with the likeliest one is returned.
 */
export async function proposeReading(
  head: Uint8Array,
  isWhole: boolean,
  { accepts, headerRow, isSheet = false }: Asked = {},
): Promise<Proposal> {
  const bytes = isWhole ? head : head.subarray(0, head.lastIndexOf(LF) + 1);
  const isHeader = (header: string[]) => isKnown(header) || accepts?.(header) === true;
  const part: Part = { bytes, isWhole, isHeader, headerRow, isSheet };
  const usual = await tryReading(part, "utf-8", ",");
  if (isSheet) return usual;
  let likeliest = usual;
  for (const encoding of ENCODINGS) {
    const tries = await Promise.all(DELIMITERS.map((delimiter) => tryReading(part, encoding, delimiter)));
    tries.sort(
      (a, b) => Number(isHeader(b.header)) - Number(isHeader(a.header)) || b.header.length - a.header.length,
    );
    const works = tries.find(
      ({ headerAt, problems, header }) => headerAt !== null || (problems.length === 0 && header.length > 1),
    );
    if (works) return works;
    const [widest] = tries;
    if (widest && widest.header.length > likeliest.header.length) likeliest = widest;
  }
  return likeliest;
}

const LF = 0x0a;
type Part = {
  bytes: Uint8Array;
  isWhole: boolean;
  isHeader: (header: string[]) => boolean;
  headerRow: number | undefined;
  isSheet: boolean;
};

/** A header further down is suggested only if it is one for certain, and the first row is none. */
async function tryReading(part: Part, encoding: Encoding, delimiter: Delimiter): Promise<Proposal> {
  const { isHeader, headerRow = 1 } = part;
  const first = await tryHeaderRow(part, { encoding, delimiter, headerRow });
  if (isHeader(first.header)) return first;
  const read = { ...READ_DEFAULTS, encoding, delimiter, isSheet: part.isSheet };
  const found = await findHeader(() => once(part.bytes), read, isHeader);
  if (part.headerRow !== undefined) return { ...first, headerAt: found };
  return found ? tryHeaderRow(part, { encoding, delimiter, headerRow: found.row }) : first;
}

/** It has the columns that a file of users, or of managers, can't be without, under names that are known. */
function isKnown(header: readonly string[]): boolean {
  const targets = header.map(nearMiss);
  return targets.includes("id") && (targets.includes("email") || header.includes(TEAMS_HEADER));
}

type How = Pick<Proposal, "encoding" | "delimiter" | "headerRow">;

async function tryHeaderRow(part: Part, how: How): Promise<Proposal> {
  const proposal: Proposal = { ...how, header: [], sample: [], problems: [], headerAt: null };
  try {
    for await (const read of readCsv(once(part.bytes), { ...READ_DEFAULTS, ...how, isSheet: part.isSheet })) {
      if (read.kind === "header") proposal.header = [...read.header];
      if (read.kind === "records") proposal.sample.push(...read.records.map((record) => [...record.cells]));
      // A small file is read to its end, to report its problems immediately; the end of a large one is not there yet.
      if (!part.isWhole && proposal.sample.length >= SAMPLE_ROWS) break;
    }
  } catch (error) {
    if (!isAppError(error) || error.code !== "file_blocked") throw error;
    proposal.problems.push({ message: error.message, remedy: error.remedy ?? "" });
  }
  return { ...proposal, sample: proposal.sample.slice(0, SAMPLE_ROWS) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
