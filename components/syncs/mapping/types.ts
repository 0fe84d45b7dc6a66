import type { ActionResult, WorkspaceScope } from "@/lib/action";
import type { NewField } from "@/lib/fields/schema";
import type { Mapping } from "@/lib/sync/mapping";
import type { MappingWritten } from "@/lib/syncs/versions/write";

export type CreateField = (scope: WorkspaceScope, input: NewField) => Promise<ActionResult<{ id: number }>>;

/** Saves the mapping that is edited, wherever it belongs. */
export type SaveMapping = (mapping: Mapping) => Promise<ActionResult<MappingWritten>>;

/** The beginning of a file: its header and first rows. */
export type FileHead = { headers: readonly string[]; sample: readonly (readonly string[])[] };
