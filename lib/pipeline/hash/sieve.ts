import type { CsvRecord, LeftOutRows } from "@/lib/model/file";
import { collectLeftOut, leftOutNote, leftOutNotes } from "@/lib/pipeline/left-out-rows";
import { createRowList, type RowList } from "@/lib/pipeline/row-list";
import { isNobody } from "@/lib/pipeline/validate/mentions";
import type { Prepared } from "@/lib/pipeline/validate/prepared";
import { trimCell } from "@/lib/values/text";

/** Lets those records of a file through that are rows of people who count, and keeps account of the others. */
export function createSieve(prepared: Prepared, onLeftOut: (id: string) => void = () => undefined) {
  const { filter, standard, width } = prepared;
  const nameless = createRowList();
  const leftOut = filter && collectLeftOut(filter.header);

  function counts(record: CsvRecord): boolean {
    const { row, cells } = record;
    if (isNobody(prepared, record)) {
      nameless.add(row);
      return false;
    }
    // With the wrong number of cells nobody knows which one this is: that row is an error.
    if (!filter || !leftOut || cells.length !== width) return true;
    const cell = cells[filter.index] ?? "";
    if (filter.isWanted(cell) || filter.isUnreadable(cell)) return true;
    const [id, email, value] = [cells[standard.id], cells[standard.email], cell].map((text) =>
      trimCell(text ?? ""),
    );
    onLeftOut(id ?? "");
    leftOut.add({ row, id: id ?? "", email: email ?? "", value: value ?? "" });
    return false;
  }

  return {
    take: (records: readonly CsvRecord[]): CsvRecord[] => records.filter(counts),
    /** Null where no column decides which rows count, or all of them do. */
    leftOut(): LeftOutRows | null {
      const rows = leftOut?.list();
      return rows && rows.count > 0 ? rows : null;
    },
    notes(blank: RowList): string[] {
      const rows = this.leftOut();
      return [...leftOutNotes({ blank, nameless: nameless.list() }), ...(rows ? [leftOutNote(rows)] : [])];
    },
  };
}
