import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import type { CsvRecord } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { type Cure, cureOf } from "@/lib/values/markup-cures";
import { shown, trimCell } from "@/lib/values/text";

type Found = { record: CsvRecord; column: number; cell: string; cure: Cure };

const AMPERSAND = 0x26;

/**
 * Looks for HTML entities (`AT&amp;T`) and curly quotes around a value in names and texts. Both are stored as the file has
 * them, without an issue of the row, so this is reported once per file, with an example and the cure.
 */
export function watchForMarkup(
  { standard, fields, width }: Prepared,
  all: readonly ProfileField[],
  onFound: (row: number) => void = () => undefined,
) {
  const texts = new Set(all.flatMap(({ id, type }) => (type === "text" ? [`${id}`] : [])));
  const columns = [
    ...[standard.first_name, standard.last_name].filter((column) => column < width),
    ...fields.flatMap(({ key, index }) => (texts.has(key) ? [index] : [])),
  ];
  const found = new Map<Cure["how"], { first: Found; count: number }>();

  function lookAt(record: CsvRecord, column: number): void {
    const raw = record.cells[column] ?? "";
    if (!mayBeMarked(raw)) return;
    const cell = trimCell(raw);
    const cure = cureOf(cell);
    if (!cure?.isText) return;
    onFound(record.row);
    const known = found.get(cure.how);
    if (known) known.count += 1;
    else found.set(cure.how, { first: { record, column, cell, cure }, count: 1 });
  }

  return {
    take(records: readonly CsvRecord[]): void {
      for (const record of records) {
        if (record.cells.length !== width) continue;
        for (const column of columns) lookAt(record, column);
      }
    },
    /** One for each kind of mark. */
    warnings: (header: readonly string[]): Issue[] =>
      [...found.values()].map(({ first, count }) => markedUp(first, header, count)),
  };
}

/** Nearly every cell has neither an ampersand nor a sign beyond Latin letters at its beginning. */
function mayBeMarked(cell: string): boolean {
  for (let at = 0; at < cell.length; at++) if (cell.charCodeAt(at) === AMPERSAND) return true;
  const first = cell.charCodeAt(0);
  return first === 0xab || (first >= 0x2000 && first < 0x2100) || first <= 0x20;
}

function markedUp({ record, column, cell, cure }: Found, header: readonly string[], count: number): Issue {
  const { row, line } = record;
  return {
    severity: "warning",
    code: "text_marked_up",
    message: `Text is marked up in ${plural(count, "cell")}: “${shown(cell)}” in row ${row} is probably “${shown(cure.meant)}”. ${cure.how}`,
    row,
    line,
    csvId: null,
    email: null,
    column: header[column] ?? null,
    value: shown(cell),
  };
}
