import { fullStop } from "@/lib/format/full-stop";
import type { CsvRecord } from "@/lib/model/file";
import type { Mentions, SkippedRecord } from "@/lib/model/issue";
import type { OnlyRows } from "@/lib/model/mapping";
import { blocked } from "@/lib/pipeline/blocked";
import { rowIssue } from "@/lib/pipeline/validate/issue";
import { mentionsOf } from "@/lib/pipeline/validate/mentions";
import type { Prepared, RowFilter } from "@/lib/pipeline/validate/prepared";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";
import { nearText } from "@/lib/values/same-text";
import { shown, trimCell } from "@/lib/values/text";
import { isFormulaError } from "@/lib/values/unreadable-id";

/**
 * Which rows of a file count, by one of its columns. Throws `file_blocked` when the file lacks that column: nobody can
 * tell then who is absent.
 */
export function rowFilter(headers: readonly string[], only: OnlyRows): RowFilter {
  const index = headers.findIndex((name) => same(name) === same(only.header));
  if (index < 0) {
    throw blocked({
      code: "header_missing",
      message: fullStop(
        `The column ${shown(only.header)}, which selects the rows to import, is missing. Found: ${headers.slice(0, 30).map(shown).join(", ")}`,
      ),
      remedy:
        "Add it to the export, or choose another column, or all rows, in the column mapping of the sync.",
      row: 1,
      column: shown(only.header),
    });
  }
  const values = new Set(only.values.map(same));
  const keepsListed = only.keep === "listed";
  const isWanted = (cell: string): boolean => values.has(same(cell)) === keepsListed;
  return {
    header: headers[index] ?? "",
    index,
    isWanted,
    isUnreadable: (cell) => keepsListed && isFormulaError(trimCell(cell)) && !isWanted(cell),
  };
}

function same(text: string): string {
  return nearText(trimCell(text));
}

/**
 * A row at the end that the settings leave out. An export that stops writing its totals must cost nobody their access:
 * a person's row is an error, and anyone named in these rows is not missing.
 */
export function leftOutRow(
  prepared: Prepared,
  record: CsvRecord,
  footerRows: number,
): SkippedRecord | Mentions {
  const { standard, width } = prepared;
  const validated = validateRecord(prepared, record);
  const mentions = mentionsOf(record.cells, { id: standard.id, email: standard.email, width });
  if (validated.kind === "skipped") return mentions;
  const { row, line, id, email } = validated.person;
  const last = footerRows === 1 ? "the last row is" : `the last ${footerRows} rows are`;
  const issue = rowIssue(
    { row, line, id, email },
    {
      severity: "error",
      code: "row_left_out",
      message: `Row belongs to a user, but ${last} left out by the file settings of the sync`,
      column: null,
      value: null,
    },
  );
  return { kind: "skipped", row, id, mentions, issues: [issue] };
}
