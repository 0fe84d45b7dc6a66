import { plural } from "@/lib/format/plural";
import { nameRows, type RowList } from "@/lib/pipeline/row-list";

/** Rows of a file that are nobody's: no errors, and nobody is missing because of them. */
type LeftOut = {
  /** Every cell is blank. */
  blank: RowList;
  /** Something is in them, but neither an ID nor an e-mail address. */
  nameless: RowList;
};

/** What a run tells of rows that it ignored, a sentence for each kind. */
export function leftOutNotes({ blank, nameless }: LeftOut, file = ""): string[] {
  return [
    ...(blank.count > 0 ? [`${ignored(blank)}${file} because every cell is blank: ${nameRows(blank)}.`] : []),
    ...(nameless.count > 0
      ? [`${ignored(nameless)}${file} without an ID and an e-mail address: ${nameRows(nameless)}.`]
      : []),
  ];
}

function ignored({ count }: RowList): string {
  return `Ignored ${plural(count, "row")}`;
}

/** Rows at the end that the file settings leave out. */
export function footerNotes(records: readonly { row: number }[], file = ""): string[] {
  if (records.length === 0) return [];
  const list = { count: records.length, rows: records.map(({ row }) => row) };
  return [`Left out at the end${file}, as set in the file settings: ${nameRows(list)}.`];
}
