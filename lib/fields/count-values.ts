import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { countByOption, countWithValue, selectFields } from "@/lib/fields/store";
import { hasOptions } from "@/lib/fields/types";

/** How many users would lose something: all who have a value, and for a choice field those of each option (by id). */
export type ValueCounts = { users: number; byOption: Readonly<Record<string, number>> };

/** Counts who has a value in the field, removed users aside. Throws `not_found`. */
export async function countFieldValues(ctx: WorkspaceCtx, { id }: { id: number }): Promise<ValueCounts> {
  return ctx.db.run(async (tx) => {
    const field = (await selectFields(tx, ctx)).find((candidate) => candidate.id === id);
    if (!field) throw notFound("This profile field");
    const users = await countWithValue(tx, ctx, id);
    const byOption = hasOptions(field.type) ? await countByOption(tx, ctx, id) : new Map<number, number>();
    return { users, byOption: Object.fromEntries(byOption) };
  });
}
