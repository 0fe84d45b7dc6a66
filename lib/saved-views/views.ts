import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import type { SaveViewInput } from "@/lib/saved-views/schema";
import { countViews, deleteViewRow, putView, selectViews, type ViewRow } from "@/lib/saved-views/views.store";

const VIEWS_MAX = 200;

/** The views of the users' table that a member can choose from: those that are shared, then their own. */
export async function listViews(ctx: WorkspaceCtx): Promise<ViewRow[]> {
  return ctx.db.run((tx) => selectViews(tx, ctx, accountOf(ctx.actor)));
}

/** Saves a view for the member alone; one of theirs with this name is replaced. */
export async function saveView(ctx: WorkspaceCtx, input: SaveViewInput): Promise<{ id: number }> {
  return ctx.db.run(async (tx) => {
    const accountId = own(ctx);
    if ((await countViews(tx, ctx, accountId)) >= VIEWS_MAX) throw tooMany();
    return { id: await putView(tx, ctx, { ...input, accountId }) };
  });
}

/** Saves a view for everyone who may see the users; a shared one with this name is replaced. */
export async function shareView(ctx: WorkspaceCtx, input: SaveViewInput): Promise<{ id: number }> {
  return ctx.db.run(async (tx) => {
    if ((await countViews(tx, ctx, null)) >= VIEWS_MAX) throw tooMany();
    const id = await putView(tx, ctx, { ...input, accountId: null });
    const target = { targetKind: "user" as const, targetLabel: input.name };
    await writeAudit(tx, ctx, { action: "user.share_view", ...target });
    return { id };
  });
}

/** Deletes a view of the member. Throws `not_found`. */
export async function deleteView(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  const isDone = await ctx.db.run((tx) => deleteViewRow(tx, ctx, { id, accountId: own(ctx) }));
  if (!isDone) throw notFound("This view");
}

/** Deletes a shared view. Throws `not_found`. */
export async function deleteSharedView(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const view = (await selectViews(tx, ctx, null)).find((each) => each.id === id);
    if (!view || !(await deleteViewRow(tx, ctx, { id, accountId: null }))) throw notFound("This view");
    const target = { targetKind: "user" as const, targetLabel: view.name };
    await writeAudit(tx, ctx, { action: "user.delete_view", ...target });
  });
}

function own(ctx: WorkspaceCtx): string {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw new AppError("forbidden", "Only members have views of their own.");
  return accountId;
}

function tooMany(): AppError {
  return new AppError("conflict", `There are ${VIEWS_MAX} views already.`, { remedy: "Delete one first." });
}
