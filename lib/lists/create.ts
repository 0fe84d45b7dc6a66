import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import type { NewList } from "@/lib/lists/schema";
import { insertList } from "@/lib/lists/store";
import { refuseBrokenRule } from "@/lib/rules/check-rule";
import { tellListChanged } from "@/lib/rules/tell-lists.store";

/** Makes a list. Throws `conflict` (name taken), `invalid_input` (a rule that names what is not there, or nothing). */
export async function createList(ctx: WorkspaceCtx, input: NewList): Promise<{ id: number }> {
  const { name, kind } = input;
  const rule = kind === "dynamic" ? input.rule : null;
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      if (kind === "dynamic") await refuseBrokenRule(tx, ctx, rule);
      const id = await insertList(tx, ctx, { ...input, rule });
      if (rule) await tellListChanged(tx, ctx, id);
      await writeAudit(tx, ctx, {
        action: "list.create",
        targetKind: "list",
        targetId: id,
        targetLabel: name,
        detail: { workspaceId: ctx.workspaceId, kind, rule },
      });
      return { id };
    }),
  );
}
