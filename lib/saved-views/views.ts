import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import type { RenameViewInput, SaveViewInput } from "@/lib/saved-views/schema";
import {
  countViews,
  deleteViewRow,
  putView,
  renameViewRow,
  selectViews,
  type ViewRow,
} from "@/lib/saved-views/views.store";

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

/** Gives a view of the member another name. Throws `not_found`, and `conflict` when another of theirs has it. */
export async function renameView(ctx: WorkspaceCtx, input: RenameViewInput): Promise<void> {
  await ctx.db.run((tx) => rename(tx, ctx, { ...input, accountId: own(ctx) }));
}

/** Gives a shared view another name. Throws `not_found`, and `conflict` when another shared one has it. */
export async function renameSharedView(ctx: WorkspaceCtx, input: RenameViewInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const had = await rename(tx, ctx, { ...input, accountId: null });
    if (had === input.name) return;
    const target = { targetKind: "user" as const, targetLabel: had };
    await writeAudit(tx, ctx, {
      ...{ action: "user.rename_view", ...target },
      detail: { name: { from: had, to: input.name } },
    });
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

async function rename(
  tx: Tx,
  ctx: WorkspaceCtx,
  view: RenameViewInput & { accountId: string | null },
): Promise<string> {
  const done = await renameViewRow(tx, ctx, view);
  if (done === null) throw notFound("This view");
  if (done === "taken") {
    const message = `There is already a view named "${view.name}".`;
    throw new AppError("conflict", message, { fieldErrors: { name: message } });
  }
  return done.had;
}

function own(ctx: WorkspaceCtx): string {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw new AppError("forbidden", "Only members have views of their own.");
  return accountId;
}

function tooMany(): AppError {
  return new AppError("conflict", `There are ${VIEWS_MAX} views already.`, { remedy: "Delete one first." });
}
