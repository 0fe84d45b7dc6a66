import { isDeepStrictEqual } from "node:util";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import type { EditedList } from "@/lib/lists/schema";
import { lockList, setList } from "@/lib/lists/store";
import { refuseBrokenRule } from "@/lib/rules/check-rule";
import { tellListChanged } from "@/lib/rules/tell-lists.store";

/**
 * Renames a list and, for a dynamic one, changes who is in it. Throws `not_found`, `conflict` (name taken),
 * `invalid_input` (a rule that can't be followed).
 */
export async function updateList(ctx: WorkspaceCtx, input: EditedList): Promise<void> {
  const { id, name, description } = input;
  await explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      const list = await lockList(tx, ctx, id);
      if (!list) throw notFound("This user list");
      const rule = list.kind === "dynamic" ? input.rule : null;
      if (list.kind === "dynamic") await refuseBrokenRule(tx, ctx, rule);
      const isSame = isDeepStrictEqual(rule, list.rule);
      await setList(tx, ctx, id, { name, description, rule, ruleAt: isSame ? undefined : ctx.clock() });
      if (!isSame) await tellListChanged(tx, ctx, id);
      await writeAudit(tx, ctx, {
        action: "list.update",
        targetKind: "list",
        targetId: id,
        targetLabel: name,
        detail: {
          workspaceId: ctx.workspaceId,
          name: { from: list.name, to: name },
          ...(isSame ? {} : { rule: { from: list.rule, to: rule } }),
        },
      });
    }),
  );
}
