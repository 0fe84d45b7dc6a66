import { writeAudit } from "@/lib/audit/write-audit";
import type { Later } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { AppError, notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import { endAccessOf, giveAccessTo, requireConfirmedFor } from "@/lib/members/access/follow-user";
import type { UserValues } from "@/lib/model/user";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { readFieldInputs } from "@/lib/users/field-input";
import { insertEdit } from "@/lib/users/history.store";
import type { UpdateUserInput } from "@/lib/users/schema";
import { forgetPlanKey, lockUser, setUser } from "@/lib/users/store";
import { setTeamsOfUser } from "@/lib/users/teams/of-user";
import { builtInFields, valuesOf } from "@/lib/users/values";
import { sameValues } from "@/lib/values/merge";

/**
 * Changes a user. One that a sync owns is marked as edited since its sync, and loses its fingerprint so that the next
 * run compares every value. `version` is the one the form was filled from. Throws `not_found` (also for a removed user),
 * `conflict` (address taken, or changed by someone else in the meantime), `invalid_input`, `confirm_needed` for a role that manages the
 * workspace: whoever gets one is invited to it, whoever loses it loses that access.
 */
export async function updateUser(
  ctx: WorkspaceCtx,
  input: UpdateUserInput,
  later: Later = () => {},
): Promise<{ changed: boolean }> {
  const { id, email, firstName, lastName, mobile, role } = input;
  const { changed, gained } = await explainConflicts(email, () =>
    ctx.db.run((tx) =>
      tellingLists(tx, ctx, [id], async () => {
        const row = await lockUser(tx, ctx, id);
        if (!row || row.state === "removed") throw notFound("This user");
        if (row.version !== input.version) throw changedMeanwhile();
        if (row.role !== role) requireConfirmedFor(ctx, role);
        const before = valuesOf(row);
        const typed = readFieldInputs(await selectFields(tx, ctx), input.fields, row.fields);
        const fields = { ...builtInFields(row.fields), ...typed };
        const after: UserValues = { email, firstName, lastName, mobile, fields };
        const moved = await setTeamsOfUser(tx, ctx, { userId: id, teams: input.teams });
        const drifts = !sameValues(before, after);
        if (!drifts && row.role === role) return { changed: moved, gained: false };
        const drift = drifts && row.syncId !== null ? { editedSinceSync: true, fingerprint: null } : {};
        await setUser(tx, ctx, id, { email, firstName, lastName, mobile, fields, role, ...drift });
        // Kept for their role so far, though their sync's file may lack them.
        if (row.syncId && row.role !== "participant" && role === "participant") {
          await forgetPlanKey(tx, ctx, row.syncId);
        }
        const edit = { before, after, roleBefore: row.role, roleAfter: role };
        await insertEdit(tx, ctx, { userId: id, kind: "update", ...edit });
        await writeAudit(tx, ctx, {
          action: "user.update",
          targetKind: "user",
          targetId: id,
          detail: {
            workspaceId: ctx.workspaceId,
            changed: changedParts(before, after),
            ...(row.role === role ? {} : { role: { from: row.role, to: role } }),
          },
        });
        const gained = row.role !== role && role !== "participant";
        if (row.role !== role && !gained) await endAccessOf(tx, ctx, [id]);
        return { changed: true, gained };
      }),
    ),
  );
  if (gained) await giveAccessTo(ctx, { id, email, role }, later);
  return { changed };
}

/** Names of what changed, for the audit log: values stay out of it, because nobody can delete them there. */
function changedParts(before: UserValues, after: UserValues): string[] {
  const parts = (["email", "firstName", "lastName", "mobile"] as const).filter(
    (part) => before[part] !== after[part],
  );
  const ids = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  const fields = [...ids].filter(
    (id) => JSON.stringify(before.fields[id]) !== JSON.stringify(after.fields[id]),
  );
  return [...parts, ...fields.map((id) => `field ${id}`)];
}

function changedMeanwhile(): AppError {
  return new AppError("conflict", "Someone else or a sync changed this user in the meantime.", {
    remedy: "Reload the page to see the user as they are now, and make your change again.",
  });
}
