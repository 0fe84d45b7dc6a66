import type { BulkState, SkipCounts } from "@/lib/model/bulk-edit";

/** A bulk edit as pages show it. */
export type BulkEditView = {
  id: string;
  /** "Set Department to Sales", "Undo: Add to list Nurses". */
  title: string;
  state: BulkState;
  failure: string | null;
  requestedBy: string;
  total: number;
  changed: number;
  same: number;
  skipped: SkipCounts;
  createdAt: Date;
  finishedAt: Date | null;
  isUndo: boolean;
  /** How many users can be given back what they had. */
  undoable: number;
  isBeingUndone: boolean;
};
