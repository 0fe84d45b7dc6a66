import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { listFieldChoices } from "@/lib/syncs/list-field-choices";
import type { EditedMapping } from "@/lib/syncs/schema";
import { lockSync, setSync } from "@/lib/syncs/store";

/**
 * Says what each column fills. Columns that are not named are matched by themselves. Throws `not_found`, and
 * `invalid_input` when two columns fill the same thing or a column fills a field that is not the workspace's.
 */
export async function updateSyncMapping(
  ctx: WorkspaceCtx,
  { syncId, mapping }: EditedMapping,
): Promise<void> {
  const fieldIds = new Set((await listFieldChoices(ctx)).map((field) => field.id));
  const taken = new Map<string, string>();
  for (const [header, target] of Object.entries(mapping.columns)) {
    if (target.kind === "ignore") continue;
    if (target.kind === "field" && !fieldIds.has(target.fieldId))
      throw notFound("A profile field of this mapping");
    const what = target.kind === "field" ? `field ${target.fieldId}` : target.kind;
    const other = taken.get(what);
    if (other !== undefined) {
      throw new AppError("invalid_input", `The columns "${other}" and "${header}" fill the same thing.`, {
        remedy: "Choose something else for one of them, or ignore it.",
      });
    }
    taken.set(what, header);
  }
  await ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (!row) throw notFound("This sync");
    const mappingVersion = row.mappingVersion + 1;
    await setSync(tx, ctx, syncId, { mapping, mappingVersion, updatedAt: ctx.clock() });
    await writeAudit(tx, ctx, {
      action: "sync.update_mapping",
      targetKind: "sync",
      targetId: syncId,
      targetLabel: row.name,
      detail: { before: row.mapping, after: mapping, mappingVersion },
    });
  });
}
