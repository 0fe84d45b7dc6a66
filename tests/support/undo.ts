import type { WorkspaceCtx } from "@/lib/context";
import { approveRun } from "@/lib/runs/decide-run";
import { listChanges } from "@/lib/runs/read-plan";
import type { RunRow } from "@/lib/runs/store";
import { undoRun } from "@/lib/runs/undo-run";
import { updateUser } from "@/lib/users/update";
import { testDb } from "./db";
import { work } from "./pipeline";

/** Asks for the undo of a run, and takes it as far as the jobs would: to a plan that waits. */
export async function planUndoOf(ctx: WorkspaceCtx, run: RunRow): Promise<RunRow> {
  const { runId } = await undoRun(ctx, { runId: run.id });
  return work(ctx, { ...doorOf(ctx, run), runId });
}

/** Approves a plan that waits, and applies it. */
export async function approve(
  ctx: WorkspaceCtx,
  run: RunRow,
  what: "all" | "creates_and_updates" = "all",
): Promise<RunRow> {
  await approveRun(ctx, { runId: run.id, what });
  return work(ctx, doorOf(ctx, run));
}

/** Undoes a run, all of it. */
export async function undo(ctx: WorkspaceCtx, run: RunRow): Promise<RunRow> {
  const planned = await planUndoOf(ctx, run);
  return planned.state === "held" ? approve(ctx, planned) : planned;
}

function doorOf(ctx: WorkspaceCtx, { syncId, id }: RunRow) {
  return { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId: id };
}

/** The newest user who has or had the address. */
export async function idOf(ctx: WorkspaceCtx, email: string): Promise<number> {
  const [row] = await testDb().sql`
    select id::float8 as id from users where workspace_id = ${ctx.workspaceId} and email = ${email}
    order by id desc limit 1`;
  return row?.id;
}

/** Changes a user manually, as a form would: what is not named stays. */
export async function edit(ctx: WorkspaceCtx, email: string, change: Record<string, unknown>): Promise<void> {
  const id = await idOf(ctx, email);
  const [row] = await testDb().sql`select * from users where id = ${id}`;
  const names = { email: row?.email, firstName: row?.first_name, lastName: row?.last_name };
  const rest = { mobile: row?.mobile, role: row?.role, fields: {}, version: row?.version };
  await updateUser(ctx, { id, ...names, ...rest, ...change });
}

/** The lines of a plan as `kind id: standing, what is kept`. */
export async function linesOf(ctx: WorkspaceCtx, run: RunRow): Promise<string[]> {
  const { changes } = await listChanges(ctx, { runId: run.id, kinds: [], search: "" }, null);
  return changes.map(({ kind, csvId, status, kept }) => {
    const parts = kept?.map(({ part, why, by }) => ` ${part} ${why} ${by ?? "-"}`) ?? [];
    return `${kind} ${csvId}: ${status}${parts.join(",")}`;
  });
}
