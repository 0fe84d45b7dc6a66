import type { CsvRecord } from "@/lib/model/file";
import type { Mentions, SkippedRecord } from "@/lib/model/issue";
import { rowIssue } from "@/lib/pipeline/validate/issue";
import { mentionsOf } from "@/lib/pipeline/validate/mentions";
import type { Prepared } from "@/lib/pipeline/validate/prepare-mapping";
import { validateRecord } from "@/lib/pipeline/validate/validate-record";

/**
 * A row at the end that the settings leave out. An export that stops writing its totals must cost nobody their access:
 * a person's row is an error, and whoever any of these rows names is not missing.
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
      message: `Row is a user's, but ${last} left out by the file settings of the sync`,
      column: null,
      value: null,
    },
  );
  return { kind: "skipped", row, id, mentions, issues: [issue] };
}
