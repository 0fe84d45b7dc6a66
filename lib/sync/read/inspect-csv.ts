import { isUtf8 } from "node:buffer";
import Papa from "papaparse";
import { blockingIssue } from "@/lib/sync/blocked";
import { nearMiss, STANDARD_HEADERS } from "@/lib/sync/near-miss";
import { cutAt } from "@/lib/sync/read/blocks";
import { decode } from "@/lib/sync/read/decode";
import { openReader } from "@/lib/sync/read/reader";
import { markedEncoding, unmarkedUtf16 } from "@/lib/sync/read/sniff";
import {
  type Delimiter,
  type Encoding,
  type Issue,
  READ_DEFAULTS,
  type StandardTarget,
} from "@/lib/sync/types";

/** A column as it stands in the file, and what it probably fills. `isExact`: it does so without any mapping. */
export type ProposedColumn = { header: string; target: StandardTarget | null; isExact: boolean };

export type CsvProposal = {
  encoding: Encoding;
  delimiter: Delimiter;
  columns: ProposedColumn[];
  /** The first rows, as read; also of a file that has problems further down. */
  rows: string[][];
  /** What would stop a run with these settings, as far as `head` goes. */
  problems: Issue[];
};

const SAMPLE_ROWS_MAX = 20;

/**
 * The beginning of a file (64 KiB is plenty) comes in, a proposal of how to read it goes out. For the wizard: a person
 * looks at it and decides. A run never guesses.
 */
export function inspectCsv(head: Uint8Array): CsvProposal {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const encoding = guessEncoding(bytes);
  const whole = bytes.subarray(0, cutAt(bytes, encoding));
  const delimiter = guessDelimiter(decode(whole, encoding) ?? "");
  const reader = openReader({ ...READ_DEFAULTS, encoding, delimiter });
  const rows: string[][] = [];
  const problems: Issue[] = [];
  try {
    const records = reader.push(whole);
    // A file of one line without a line end; of a longer one, only whole records are looked at.
    if (!reader.header()) records.push(...reader.end());
    rows.push(...records.slice(0, SAMPLE_ROWS_MAX).map((record) => [...record.cells]));
  } catch (error) {
    const issue = blockingIssue(error);
    if (!issue) throw error;
    problems.push(issue);
  }
  return { encoding, delimiter, columns: (reader.header() ?? []).map(proposeColumn), rows, problems };
}

function guessEncoding(bytes: Buffer): Encoding {
  const found = markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  if (found) return found;
  return isUtf8(bytes.subarray(0, cutAt(bytes, "utf-8"))) ? "utf-8" : "windows-1252";
}

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];

function guessDelimiter(text: string): Delimiter {
  const { meta } = Papa.parse(text, {
    preview: SAMPLE_ROWS_MAX,
    skipEmptyLines: "greedy",
    delimitersToGuess: [...DELIMITERS],
  });
  return DELIMITERS.find((delimiter) => delimiter === meta.delimiter) ?? ",";
}

function proposeColumn(header: string): ProposedColumn {
  const target = nearMiss(header);
  return { header, target, isExact: target !== null && STANDARD_HEADERS[target] === header };
}
