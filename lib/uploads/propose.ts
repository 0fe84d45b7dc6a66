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
 * How the file that begins with `head` is best read, tried out with the very reader of a run: the first encoding that
 * works, and the separator that gives most columns. When none works, what is wrong with the likeliest one is told.
 */
export async function proposeReading(head: Uint8Array, isWhole: boolean): Promise<Proposal> {
  const part: Part = { bytes: isWhole ? head : head.subarray(0, head.lastIndexOf(LF) + 1), isWhole };
  const usual = await tryReading(part, "utf-8", ",");
  let likeliest = usual;
  for (const encoding of ENCODINGS) {
    const tries = await Promise.all(DELIMITERS.map((delimiter) => tryReading(part, encoding, delimiter)));
    tries.sort((a, b) => b.header.length - a.header.length);
    const works = tries.find((proposal) => proposal.problems.length === 0 && proposal.header.length > 1);
    if (works) return works;
    const [widest] = tries;
    if (widest && widest.header.length > likeliest.header.length) likeliest = widest;
  }
  return likeliest;
}

const LF = 0x0a;
type Part = { bytes: Uint8Array; isWhole: boolean };

async function tryReading(part: Part, encoding: Encoding, delimiter: Delimiter): Promise<Proposal> {
  const proposal: Proposal = { encoding, delimiter, header: [], sample: [], problems: [] };
  try {
    for await (const read of readCsv(once(part.bytes), { ...READ_DEFAULTS, encoding, delimiter })) {
      if (read.kind === "header") proposal.header = [...read.header];
      if (read.kind === "records") proposal.sample.push(...read.records.map((record) => [...record.cells]));
      // A small file is read to its end, to tell its problems at once; of a large one, the end is not there.
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
