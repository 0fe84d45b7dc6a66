import type { AuditAction, AuditNoun } from "@/lib/audit/phrases";
import { writeAudit } from "@/lib/audit/write-audit";
import type { BulkEditRow } from "@/lib/bulk-edits/edits.store";
import { selectDone } from "@/lib/bulk-edits/users.store";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { unreachable } from "@/lib/errors";
import type { BulkTask } from "@/lib/model/bulk-edit";

/** As many users as one entry of the log names. */
const ENTRY_USERS = 10_000;

/**
 * Writes into the audit log whom a bulk edit that ends has changed, by their ids: an entry for up to 10,000 users. Nothing
 * when it changed nobody.
 */
export async function auditChanges(tx: Tx, ctx: WorkspaceCtx, edit: BulkEditRow): Promise<void> {
  const { undoes } = edit;
  const from = { id: undoes ?? edit.id, states: [undoes ? ("undone" as const) : ("changed" as const)] };
  for (let position = 0; ; ) {
    const userIds = await selectDone(tx, ctx, { ...from, position, limit: ENTRY_USERS });
    if (userIds.length === 0) return;
    const { detail, ...what } = entryOf(edit);
    const about = { users: userIds.length, bulkEditId: edit.id, ...(undoes ? { undoes } : {}) };
    await writeAudit(tx, ctx, { ...what, detail: { ...detail, ...about, userIds } });
    position = userIds.at(-1) ?? position;
  }
}

type Entry = {
  action: AuditAction;
  targetKind: AuditNoun;
  targetId?: number;
  targetLabel?: string | null;
  detail: Record<string, unknown>;
};

function entryOf({ task, label, undoes }: BulkEditRow): Entry {
  if (undoes)
    return {
      action: "user.bulk_undo",
      targetKind: "user",
      detail: { what: task.kind, label: label ?? undefined },
    };
  return doneOf(task, label);
}

function doneOf(task: BulkTask, label: string | null): Entry {
  switch (task.kind) {
    case "set_field":
      return { action: "user.bulk_update", targetKind: "user", detail: { field: label } };
    case "remove":
      return { action: "user.bulk_update", targetKind: "user", detail: { removed: true } };
    case "list":
      return {
        action: task.what === "add" ? "list.add_users" : "list.remove_users",
        ...{ targetKind: "list", targetId: task.listId, targetLabel: label, detail: {} },
      };
    case "team":
      return {
        action: task.what === "add" ? "team.add_users" : "team.remove_users",
        ...{ targetKind: "team", targetId: task.teamId, targetLabel: label, detail: { as: task.role } },
      };
    default:
      return unreachable(task);
  }
}
