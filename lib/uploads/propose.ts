import { isAppError } from "@/lib/errors";
import { readCsv } from "@/lib/sync/read/read-csv";
import { type Delimiter, type Encoding, READ_DEFAULTS } from "@/lib/sync/types";

export type Proposal = {
  encoding: Encoding;
  delimiter: Delimiter;
  header: string[];
  /** The first rows, as they stand in the file. */
  sample: string[][];
  problems: { message: string; remedy: string }[];
};

const SAMPLE_ROWS = 5;
const ENCODINGS: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];

/**
 * How the file that begins with `head` is best read, tried out with the very reader of a run: the separator that gives
 * most columns, and the first encoding that fits. Where none is without a problem, the best one's problem is told.
 */
export async function proposeReading(head: Uint8Array, isWhole: boolean): Promise<Proposal> {
  const text = isWhole ? head : head.subarray(0, head.lastIndexOf(LF) + 1);
  const usual = await tryReading(text, "utf-8", ",");
  if (usual.header.length > 1 && usual.problems.length === 0) return usual;
  const tries = [usual];
  for (const encoding of ENCODINGS) {
    for (const delimiter of DELIMITERS) tries.push(await tryReading(text, encoding, delimiter));
  }
  // By columns first: with a broken quote, a wrong separator would find nothing wrong with its single column.
  tries.sort((a, b) => b.header.length - a.header.length || a.problems.length - b.problems.length);
  return tries[0] ?? usual;
}

const LF = 0x0a;

async function tryReading(bytes: Uint8Array, encoding: Encoding, delimiter: Delimiter): Promise<Proposal> {
  const proposal: Proposal = { encoding, delimiter, header: [], sample: [], problems: [] };
  try {
    for await (const part of readCsv(once(bytes), { ...READ_DEFAULTS, encoding, delimiter })) {
      if (part.kind === "header") proposal.header = [...part.header];
      else proposal.sample.push(...part.records.map((record) => [...record.cells]));
      if (proposal.sample.length >= SAMPLE_ROWS) break;
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
