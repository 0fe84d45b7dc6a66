import type { BulkEditRow } from "@/lib/bulk-edits/edits.store";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import { unreachable } from "@/lib/errors";
import type { BulkTask } from "@/lib/model/bulk-edit";
import type { ProfileField } from "@/lib/model/field";
import { shownValue } from "@/lib/users/values";

/** A stored bulk edit as pages show it; values in the words that its field has now. */
export function viewOf(row: BulkEditRow, fields: readonly ProfileField[]): BulkEditView {
  const {
    id,
    state,
    failure,
    total,
    changed,
    same,
    skipped,
    createdAt,
    finishedAt,
    undoable,
    isBeingUndone,
  } = row;
  const title = titleOf(row.task, row.label ?? "", fields);
  return {
    ...{ id, state, failure, total, changed, same, skipped, createdAt, finishedAt, undoable, isBeingUndone },
    title: row.undoes ? `Undo: ${title}` : title,
    requestedBy: row.requestedByLabel,
    isUndo: row.undoes !== null,
  };
}

function titleOf(task: BulkTask, label: string, fields: readonly ProfileField[]): string {
  switch (task.kind) {
    case "set_field": {
      const field = fields.find(({ id }) => id === task.fieldId);
      if (task.value === null) return `Clear ${field?.label ?? label}`;
      const shown = field ? shownValue(field, task.value).join(", ") : "";
      return shown === "" ? `Set ${field?.label ?? label}` : `Set ${field?.label ?? label} to ${shown}`;
    }
    case "list":
      return task.what === "add" ? `Add to list ${label}` : `Remove from list ${label}`;
    case "team":
      if (task.role === "manager")
        return task.what === "add" ? `Add as managers of ${label}` : `Remove as managers of ${label}`;
      return task.what === "add" ? `Add to team ${label}` : `Remove from team ${label}`;
    case "remove":
      return "Remove users";
    default:
      return unreachable(task);
  }
}
