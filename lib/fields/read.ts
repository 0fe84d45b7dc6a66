import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { hasOptions } from "@/lib/field-kinds/registry";
import { selectListRules, selectSyncHeaders } from "@/lib/fields/field-uses.store";
import { type AskingList, type FillingSync, listsAsking, syncsFilling } from "@/lib/fields/find-uses";
import { countByOption, countWithValue, selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";

/** The workspace's profile fields in their order, each with its options in theirs. */
export async function listFields(ctx: WorkspaceCtx): Promise<ProfileField[]> {
  return ctx.db.run((tx) => selectFields(tx, ctx));
}

/** Who and what would miss a field. */
export type FieldUse = {
  /** Users who are not removed and have a value in it. */
  users: number;
  /** For a choice field: the users of each option, by its id. */
  byOption: Readonly<Record<string, number>>;
  syncs: FillingSync[];
  lists: AskingList[];
};

/** Who has a value in the field, which syncs fill it, and which lists ask for it. Throws `not_found`. */
export async function getFieldUse(ctx: WorkspaceCtx, { id }: { id: number }): Promise<FieldUse> {
  return ctx.db.run(async (tx) => {
    const field = (await selectFields(tx, ctx)).find((candidate) => candidate.id === id);
    if (!field) throw notFound("This profile field");
    const byOption = hasOptions(field.type) ? await countByOption(tx, ctx, id) : new Map<number, number>();
    return {
      users: await countWithValue(tx, ctx, id),
      byOption: Object.fromEntries(byOption),
      syncs: syncsFilling(field, await selectSyncHeaders(tx, ctx)),
      lists: listsAsking(id, await selectListRules(tx, ctx)),
    };
  });
}
