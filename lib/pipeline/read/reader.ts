import Papa from "papaparse";
import type { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import type { CsvRecord, ReadSettings } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import { createDecoder } from "@/lib/pipeline/read/decoder";
import { watchForTwiceEncoded } from "@/lib/pipeline/read/encoded-twice";
import { createNumbering, type PlaceInFile } from "@/lib/pipeline/read/numbering";
import { countNewlines, type Place } from "@/lib/pipeline/read/places";
import {
  badQuote,
  cutOff,
  fileEmpty,
  recordTooLong,
  strayQuotes,
  unclosedQuote,
} from "@/lib/pipeline/read/problems";
import { quotesOf, type RecordShape, recordShape, stopsAtQuote } from "@/lib/pipeline/read/quotes";
import { rowCountIn } from "@/lib/pipeline/read/row-count";
import type { RowList } from "@/lib/pipeline/row-list";

type Reader = {
  /** Takes the next whole characters and gives the records that they complete. */
  push(block: Buffer): CsvRecord[];
  /** The file has ended: gives what is left. */
  end(): CsvRecord[];
  /** Trimmed; null until it has been read. */
  header(): string[] | null;
  headerAt(): { row: number; line: number };
  /** What a person should know of the file as a whole, once it has ended. */
  warnings(): Issue[];
  /** Rows below the header whose cells are all blank, so far. */
  blankRows(): RowList;
};

/** Drives papaparse block by block: its own streams corrupt characters and line ends at the edges (#751, #1103). */
export function openReader(settings: ReadSettings, placeInFile: PlaceInFile | null = null): Reader {
  const { delimiter, recordBytesMax } = settings;
  const parser = new Papa.Parser({ delimiter, newline: "\n", quoteChar: '"' });
  const decoder = createDecoder(settings.encoding);
  const numbering = createNumbering(settings, placeInFile);
  const twice = watchForTwiceEncoded();
  /** Decoded, LF only, from the start of the first record that has not been given. */
  let rest = "";
  /** The last look at `rest` found no end of its first record. */
  let isOpen = false;

  return {
    push(block) {
      rest += decoder.push(block);
      return parse();
    },
    end() {
      const isCut = rest !== "" && !rest.endsWith("\n");
      // A file that was cut between CR and LF has ended its last line as well.
      if (isCut) rest = `${rest.endsWith("\r") ? rest.slice(0, -1) : rest}\n`;
      const last = rest;
      const records = parse(isCut ? 1 : 0);
      if (rest !== "") throw quoteProblem(recordShape(rest, delimiter), "the file ends first");
      const header = numbering.header();
      if (!header) throw fileEmpty();
      decoder.end();
      const record = records.at(-1);
      const isCount =
        settings.hasRowCount === true && record !== undefined && rowCountIn(record.cells) !== null;
      if (isCut && record && !isCount && stopsAtQuote(last, record.cells, header.length, delimiter)) {
        throw cutOff(decoder.places.end(), record.row);
      }
      return records;
    },
    header: () => numbering.header(),
    headerAt: () => numbering.headerAt(),
    warnings: () => twice.warnings(numbering.header() ?? []),
    blankRows: numbering.blankRows,
  };

  /** `added`: line ends in `rest` that are not in the file. */
  function parse(added = 0): CsvRecord[] {
    // Papaparse starts over at every call, and looks far around a bad quote: on one long record that adds up.
    if (isOpen && isStillOpen()) return [];
    const { data, errors, meta } = parsed(parser.parse(rest, 0, true));
    if (errors.some((error) => error.row < data.length)) throw firstBadQuote();
    refuseLong(meta.cursor);
    const left = rest.slice(meta.cursor);
    const newlines = decoder.places.newlines() + added - countNewlines(left) - (numbering.line() - 1);
    const records = numbering.take(data, newlines, rest, refuseStray(numbering.line()));
    twice.take(records, rest);
    rest = left;
    isOpen = data.length === 0 && rest !== "";
    decoder.places.forget(numbering.line());
    return records;
  }

  function isStillOpen(): boolean {
    const shape = recordShape(rest, delimiter);
    if (shape.badQuote) throw quoteProblem(shape, "");
    if (shape.end === -1) refuseLong(0);
    return shape.end === -1;
  }

  /** Looks at the records before `end` and at the open one after it. */
  function refuseLong(end: number): void {
    if (!decoder.isLonger(rest, recordBytesMax)) return;
    for (let start = 0; start < rest.length; ) {
      const next = start < end ? recordShape(rest, delimiter, start).end : rest.length;
      const record = rest.slice(start, next - (rest[next - 1] === "\n" && start < end ? 1 : 0));
      if (decoder.isLonger(record, recordBytesMax)) {
        const shape = recordShape(record.slice(0, recordBytesMax), delimiter);
        if (shape.openQuote === -1) throw recordTooLong(recordBytesMax, place(start));
        throw quoteProblem(shape, `its row is longer than ${formatBytes(recordBytesMax)}, the limit`, start);
      }
      start = next;
    }
  }

  function firstBadQuote(): AppError {
    let start = 0;
    let shape = recordShape(rest, delimiter);
    while (!shape.badQuote && shape.end !== -1) {
      start = shape.end;
      shape = recordShape(rest, delimiter, start);
    }
    return quoteProblem(shape, "");
  }

  /** `offset`: where in `rest` the text begins that `shape` is of. */
  function quoteProblem({ badQuote: bad, openQuote }: RecordShape, why: string, offset = 0): AppError {
    if (!bad) return unclosedQuote(place(offset + openQuote), why);
    const [text = ""] = rest.slice(offset + bad.at + 1, offset + bad.at + 41).split(/[\n,;\t]/, 1);
    return badQuote(place(offset + bad.at), place(offset + bad.opened), text);
  }

  /** `firstLine`: where `rest` begins. */
  function refuseStray(firstLine: number) {
    return (record: number, index: number): never => {
      let from = 0;
      for (let before = record; before > 0; before--) from = recordShape(rest, delimiter, from).end;
      const { opens, closes } = quotesOf(rest, delimiter, { from, index });
      throw strayQuotes(place(opens, firstLine), place(closes, firstLine));
    };
  }

  function place(index: number, firstLine = numbering.line()): Place {
    const before = rest.slice(0, index);
    const line = firstLine + countNewlines(before);
    return decoder.places.at(line, index - before.lastIndexOf("\n") - 1);
  }
}

type Parsed = { data: string[][]; errors: { row: number }[]; meta: { cursor: number } };

/** `Papa.Parser` is typed as `any`; the exact version is pinned, and tests hold it to this shape. */
function parsed(result: unknown): Parsed {
  return result as Parsed;
}
