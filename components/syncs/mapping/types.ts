import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { CreateFieldInput } from "@/lib/fields/schema";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { RowsOfFile } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import type { MappingWritten } from "@/lib/syncs/versions/write";

export type CreateField = (
  scope: WorkspaceScope,
  input: CreateFieldInput,
) => Promise<ActionResult<{ id: number }>>;

export type CreateFields = (
  scope: WorkspaceScope,
  input: { fields: CreateFieldInput[] },
) => Promise<ActionResult<{ ids: number[] }>>;

/** The actions that create fields for unknown columns: one, or all together. */
export type MakingFields = { one: CreateField; many: CreateFields };

/** The first and last rows of a file, as typed. */
export type RowsDraft = Record<keyof RowsOfFile, string>;

export type RowsDrafts = { users: RowsDraft; managers: RowsDraft };

/** Saves the edited mapping, and the rows of its files. */
export type SaveMapping = (mapping: Mapping, rows: RowsDrafts) => Promise<ActionResult<MappingWritten>>;

/** The header of a file, its first rows, and statistics of each column. */
export type FileHead = {
  headers: readonly string[];
  sample: readonly (readonly string[])[];
  columns?: readonly (ColumnStats | null)[] | null;
};
