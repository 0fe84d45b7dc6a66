import { writeAudit } from "@/lib/audit/write-audit";
import { runBatch } from "@/lib/bulk-edits/batch";
import { activeIdsSql, insertBulkEdit, insertBulkUsers, startRunning } from "@/lib/bulk-edits/edits.store";
import { getBulkEdit } from "@/lib/bulk-edits/read";
import type { BulkFieldInput, BulkListInput, BulkTeamInput, BulkWho } from "@/lib/bulk-edits/schema";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import { sendBulkEditRequested } from "@/lib/jobs/send";
import { lockStatic } from "@/lib/lists/change-users";
import { accountOf } from "@/lib/model/actor";
import type { BulkTask } from "@/lib/model/bulk-edit";
import { lockTeam } from "@/lib/teams/store";
import { readFieldInput } from "@/lib/users/field-input";
import { writeFilters } from "@/lib/users/filters";

type Prepared = { task: BulkTask; label: string | null };

/**
 * Gives a profile field of users one value, or clears it. Users who were selected are changed before it answers; for everyone
 * whom a table shows it is a job. Throws `not_found` for the field, `invalid_input` for the value.
 */
export async function setFieldOfMany(ctx: WorkspaceCtx, input: BulkFieldInput): Promise<BulkEditView> {
  const { who, fieldId, value: typed } = input;
  return start(ctx, who, async (tx) => {
    const field = (await selectFields(tx, ctx)).find(({ id }) => id === fieldId);
    if (!field) throw notFound("This profile field");
    const read = readFieldInput(field, typed);
    if (!read.ok) throw new AppError("invalid_input", read.message, { fieldErrors: { value: read.message } });
    return { task: { kind: "set_field", fieldId, value: read.value }, label: field.label };
  });
}

/** Removes users who were added manually, restorable for as long as the organization keeps them. */
export async function removeMany(ctx: WorkspaceCtx, { who }: { who: BulkWho }): Promise<BulkEditView> {
  return start(ctx, who, async () => ({ task: { kind: "remove" }, label: null }));
}

/** Adds users to a manual list, or removes them from it. Throws `not_found`, `conflict` for a list that a rule decides. */
export async function moveManyInList(ctx: WorkspaceCtx, input: BulkListInput): Promise<BulkEditView> {
  const { who, listId, what } = input;
  return start(ctx, who, async (tx) => {
    const { name } = await lockStatic(tx, ctx, listId);
    return { task: { kind: "list", what, listId }, label: name };
  });
}

/** Adds users to a team manually, or removes those who were added so. Throws `not_found`. */
export async function moveManyInTeam(ctx: WorkspaceCtx, input: BulkTeamInput): Promise<BulkEditView> {
  const { who, teamId, role, what } = input;
  return start(ctx, who, async (tx) => {
    const team = await lockTeam(tx, ctx, teamId);
    if (!team) throw notFound("This team");
    return { task: { kind: "team", what, teamId, role }, label: team.name };
  });
}

async function start(
  ctx: WorkspaceCtx,
  who: BulkWho,
  prepare: (tx: Tx) => Promise<Prepared>,
): Promise<BulkEditView> {
  const requestedBy = requester(ctx);
  const id = await ctx.db.run(async (tx) => {
    const edit = { ...(await prepare(tx)), undoes: null, requestedBy, total: 0 };
    if ("query" in who) {
      const { search, source, filters } = who.query;
      const query = { search, source, filters: writeFilters(filters) ?? "" };
      const made = await insertBulkEdit(tx, ctx, { ...edit, query, state: "collecting" });
      await writeAudit(tx, ctx, {
        action: "user.bulk_start",
        targetKind: "user",
        detail: { what: edit.task.kind, ...(edit.label ? { label: edit.label } : {}), bulkEditId: made },
      });
      return made;
    }
    const made = await insertBulkEdit(tx, ctx, { ...edit, query: null, state: "collecting" });
    const total = await insertBulkUsers(tx, ctx, made, activeIdsSql(ctx, who.userIds));
    await startRunning(tx, ctx, { id: made, total });
    return made;
  });
  if ("userIds" in who) await runAll(ctx, id);
  else await request(ctx, id);
  return getBulkEdit(ctx, { id });
}

/** Who asks for it, and in whose name a job goes on. Throws `forbidden` for what is no member. */
export function requester(ctx: WorkspaceCtx): string {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw new AppError("forbidden", "Only members can change many users.");
  return accountId;
}

/** Leaves what this process could not finish to the jobs. */
async function runAll(ctx: WorkspaceCtx, id: string): Promise<void> {
  try {
    while (!(await runBatch(ctx, id)).isOver);
  } catch (error) {
    ctx.log.error("bulk.batch.failed", { bulkEditId: id }, error);
    await request(ctx, id);
  }
}

/** Asks the jobs to work on it. */
export async function request({ orgId, workspaceId }: WorkspaceCtx, id: string): Promise<void> {
  await sendBulkEditRequested({ orgId, workspaceId, bulkEditId: id }, 0);
}
