import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { NewField } from "@/lib/fields/schema";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { RowsOfFile } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import type { MappingWritten } from "@/lib/syncs/versions/write";

export type CreateField = (scope: WorkspaceScope, input: NewField) => Promise<ActionResult<{ id: number }>>;

export type CreateFields = (
  scope: WorkspaceScope,
  input: { fields: NewField[] },
) => Promise<ActionResult<{ ids: number[] }>>;

/** How the fields that unknown columns would fill are made: one, or all of them at once. */
export type MakingFields = { one: CreateField; many: CreateFields };

/** Where the rows of a file begin and end, as typed. */
export type RowsDraft = Record<keyof RowsOfFile, string>;

export type RowsDrafts = { users: RowsDraft; managers: RowsDraft };

/** Saves the mapping that is edited, wherever it belongs, and the rows of its files. */
export type SaveMapping = (mapping: Mapping, rows: RowsDrafts) => Promise<ActionResult<MappingWritten>>;

/** What is known of a file: its header, its first rows, and what all rows have in each column. */
export type FileHead = {
  headers: readonly string[];
  sample: readonly (readonly string[])[];
  columns?: readonly (ColumnStats | null)[] | null;
};
