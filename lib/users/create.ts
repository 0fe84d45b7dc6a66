import { writeAudit } from "@/lib/audit/write-audit";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { selectFields } from "@/lib/fields/store";
import { giveAccessTo, requireConfirmedFor } from "@/lib/members/access/follow-user";
import { tellNewUsers } from "@/lib/rules/tell-lists.store";
import { readFieldInputs } from "@/lib/users/field-input";
import { insertEdit } from "@/lib/users/history.store";
import type { UserInput } from "@/lib/users/schema";
import { insertUser } from "@/lib/users/store";
import { setTeamsOfUser } from "@/lib/users/teams/of-user";

/**
 * Adds a user manually: no sync updates or removes them. An author or admin is invited to manage the workspace. Throws `conflict` when the address is another user's,
 * `invalid_input` with the fields whose values can't be used, `confirm_needed` for an author or admin.
 */
export async function createUser(
  ctx: WorkspaceCtx,
  input: UserInput,
  later: Later = () => {},
): Promise<{ id: number }> {
  const { email, firstName, lastName, mobile, role } = input;
  requireConfirmedFor(ctx, role);
  const made = await explainConflicts(email, () =>
    ctx.db.run(async (tx) => {
      const fields = readFieldInputs(await selectFields(tx, ctx), input.fields);
      const after = { email, firstName, lastName, mobile, fields };
      const at = ctx.clock();
      const id = await insertUser(tx, ctx, { ...after, role, createdAt: at, updatedAt: at });
      await insertEdit(tx, ctx, { userId: id, kind: "create", after, roleAfter: role });
      await setTeamsOfUser(tx, ctx, { userId: id, teams: input.teams });
      await tellNewUsers(tx, ctx, [id]);
      await writeAudit(tx, ctx, {
        action: "user.create",
        targetKind: "user",
        targetId: id,
        detail: { workspaceId: ctx.workspaceId, role },
      });
      return { id };
    }),
  );
  await giveAccessTo(ctx, { id: made.id, email, role }, later);
  return made;
}
