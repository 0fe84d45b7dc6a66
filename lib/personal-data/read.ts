import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectNamedBy } from "@/lib/personal-data/known.store";
import {
  type ReceiptRow,
  selectPerson,
  selectReceipt,
  selectReceipts,
} from "@/lib/personal-data/receipts.store";

/** What remains of a person who was erased. */
export type Receipt = Omit<ReceiptRow, "orgId" | "erasedBy">;

/** The receipts of erased persons, the latest 200. */
export async function listReceipts(ctx: Ctx): Promise<Receipt[]> {
  return (await ctx.db.run((tx) => selectReceipts(tx, ctx))).map(view);
}

/** One receipt. Throws `not_found`. */
export async function getReceipt(ctx: Ctx, { id }: { id: string }): Promise<Receipt> {
  const row = await ctx.db.run((tx) => selectReceipt(tx, ctx, id));
  if (!row) throw notFound("This receipt");
  return view(row);
}

function view({ orgId, erasedBy, ...receipt }: ReceiptRow): Receipt {
  return receipt;
}

/** The sync whose last file names the user, as far as is known; null for none. Throws `not_found`. */
export async function findNamingSync(ctx: WorkspaceCtx, { id }: { id: number }): Promise<string | null> {
  return ctx.db.run(async (tx) => {
    if (!(await selectPerson(tx, ctx, id))) throw notFound("This user");
    return (await selectNamedBy(tx, ctx, id))?.syncName ?? null;
  });
}
