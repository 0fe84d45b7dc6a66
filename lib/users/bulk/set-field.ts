import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import type { FieldValue } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import { bulkStatusOf, skippedBy } from "@/lib/users/bulk/bulk-status";
import type { BulkField } from "@/lib/users/bulk/schema";
import { selectOwners, setFieldOf } from "@/lib/users/bulk.store";
import { readFieldInput } from "@/lib/users/field-input";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";
import { sameValue } from "@/lib/values/merge";

/**
 * Gives a profile field of several users one value, or clears it, all at once. Users whose sync fills the field are left
 * alone (`left`), since its next run would put the file's value back. Throws `not_found` for the field, `invalid_input`.
 */
export async function setFieldOfUsers(
  ctx: WorkspaceCtx,
  { userIds, fieldId, value: typed }: BulkField,
): Promise<{ changed: number; same: number; left: number }> {
  return ctx.db.run((tx) =>
    tellingLists(tx, ctx, userIds, async () => {
      const fields = await selectFields(tx, ctx);
      const field = fields.find(({ id }) => id === fieldId);
      if (!field) throw notFound("This profile field");
      const read = readFieldInput(field, typed);
      if (!read.ok)
        throw new AppError("invalid_input", read.message, { fieldErrors: { value: read.message } });
      const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: true });
      const standing = bulkStatusOf(users, await selectOwners(tx, ctx), fields);
      const owners = new Set(skippedBy(standing, fieldId).map(({ syncId }) => syncId));
      const free = users.filter(({ syncId }) => syncId === null || !owners.has(syncId));
      const changed = free.filter((user) => !sameValue(user.fields[fieldId] ?? null, read.value));
      const ids = changed.map(({ id }) => id);
      if (ids.length > 0) {
        await setFieldOf(tx, ctx, { ids, fieldId, value: read.value });
        await insertEdits(
          tx,
          ctx,
          changed.map((user) => {
            const before = valuesOf(user);
            return { userId: user.id, kind: "update", before, after: withField(before, fieldId, read.value) };
          }),
        );
        await writeAudit(tx, ctx, {
          action: "user.bulk_update",
          targetKind: "user",
          detail: { workspaceId: ctx.workspaceId, field: field.label, users: ids.length, userIds: ids },
        });
      }
      return { changed: ids.length, same: free.length - ids.length, left: users.length - free.length };
    }),
  );
}

function withField(values: UserValues, fieldId: number, value: FieldValue): UserValues {
  const { [fieldId]: _, ...others } = values.fields;
  return { ...values, fields: value === null ? others : { ...others, [fieldId]: value } };
}
