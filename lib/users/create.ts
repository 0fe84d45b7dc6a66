import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { selectFields } from "@/lib/fields/store";
import { readFieldInputs } from "@/lib/users/field-input";
import { insertEdit } from "@/lib/users/history.store";
import type { UserInput } from "@/lib/users/schema";
import { insertUser } from "@/lib/users/store";
import { setTeamsOfUser } from "@/lib/users/teams/of-user";

/**
 * Adds a user manually: no sync updates or removes them. Throws `conflict` when the address is another user's,
 * `invalid_input` with the fields whose values can't be used.
 */
export async function createUser(ctx: WorkspaceCtx, input: UserInput): Promise<{ id: number }> {
  const { email, firstName, lastName, mobile, role } = input;
  return explainConflicts(email, () =>
    ctx.db.run(async (tx) => {
      const fields = readFieldInputs(await selectFields(tx, ctx), input.fields);
      const after = { email, firstName, lastName, mobile, fields };
      const at = ctx.clock();
      const id = await insertUser(tx, ctx, { ...after, role, createdAt: at, updatedAt: at });
      await insertEdit(tx, ctx, { userId: id, kind: "create", after, roleAfter: role });
      await setTeamsOfUser(tx, ctx, { userId: id, teams: input.teams });
      await writeAudit(tx, ctx, {
        action: "user.create",
        targetKind: "user",
        targetId: id,
        detail: { workspaceId: ctx.workspaceId, role },
      });
      return { id };
    }),
  );
}
