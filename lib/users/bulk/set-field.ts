import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { selectFields } from "@/lib/fields/store";
import type { FieldValue, ProfileField } from "@/lib/model/field";
import type { UserValues } from "@/lib/model/user";
import { bulkStatusOf, skippedBy } from "@/lib/users/bulk/bulk-status";
import { type BulkOutcome, type ChangedUser, missing, type UndoOutcome } from "@/lib/users/bulk/outcome";
import { type GivenBack, giveFieldBack, selectOwners, setFieldOf } from "@/lib/users/bulk.store";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers, type UserRow } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";
import { sameValue } from "@/lib/values/merge";

type Setting = { fieldId: number; value: FieldValue };

/**
 * Gives a profile field of some users one value, or clears it. Users whose sync fills the field are skipped, since its next
 * run would bring the file's value again. Throws `not_found` for the field.
 */
export async function setFieldIn(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, value }: Setting,
  userIds: readonly number[],
): Promise<BulkOutcome> {
  const fields = await selectFields(tx, ctx);
  if (!fields.some(({ id }) => id === fieldId)) throw notFound("This profile field");
  const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: true });
  const status = bulkStatusOf(
    users.map(({ syncId }) => ({ syncId, users: 1 })),
    await selectOwners(tx, ctx),
    fields,
  );
  const owners = new Set(skippedBy(status, fieldId).map(({ syncId }) => syncId));
  const isFree = ({ syncId }: UserRow) => syncId === null || !owners.has(syncId);
  const free = users.filter(isFree);
  const differing = free.filter((user) => !sameValue(valueIn(user, fieldId), value));
  if (differing.length > 0) {
    await setFieldOf(tx, ctx, { ids: differing.map(({ id }) => id), fieldId, value });
    await noteValues(
      tx,
      ctx,
      fieldId,
      differing.map((user) => ({ user, value })),
    );
  }
  const done = new Set(differing.map(({ id }) => id));
  return {
    changed: differing.map((user) => ({
      userId: user.id,
      version: user.version + 1,
      before: {
        ...{ kind: "field", value: valueIn(user, fieldId) },
        ...{ edited: user.editedSinceSync, fingerprint: user.fingerprint },
      },
    })),
    same: free.filter(({ id }) => !done.has(id)).map(({ id }) => id),
    skipped: [
      ...users.filter((user) => !isFree(user)).map(({ id }) => ({ userId: id, reason: "file" as const })),
      ...missing(
        userIds,
        users.map(({ id }) => id),
        "removed",
      ),
    ],
  };
}

/**
 * Gives users the value again that they had, where they still have the one that was set. One who was not written to since is
 * again exactly as the sync left them. Throws `not_found` for the field.
 */
export async function giveFieldBackIn(
  tx: Tx,
  ctx: WorkspaceCtx,
  { fieldId, value }: Setting,
  changed: readonly ChangedUser[],
): Promise<UndoOutcome> {
  const field = (await selectFields(tx, ctx)).find(({ id }) => id === fieldId);
  if (!field) throw notFound("This profile field");
  const ids = changed.map(({ userId }) => userId);
  const users = new Map(
    (await selectActiveUsers(tx, ctx, { ids, lock: true })).map((user) => [user.id, user]),
  );
  const outcome: UndoOutcome = { undone: [], kept: [] };
  const back: (GivenBack & { user: UserRow })[] = [];
  for (const { userId, before, version } of changed) {
    const user = users.get(userId);
    if (before.kind !== "field" || !user || !sameValue(valueIn(user, fieldId), value)) {
      outcome.kept.push({ userId, reason: user ? "edited" : "removed" });
    } else if (!canHold(field, before.value)) outcome.kept.push({ userId, reason: "option" });
    else {
      outcome.undone.push(userId);
      const isUntouched = user.version === version;
      const drift = isUntouched
        ? { edited: before.edited, fingerprint: before.fingerprint }
        : { edited: user.editedSinceSync || user.syncId !== null, fingerprint: null };
      back.push({ user, userId, value: before.value, ...drift });
    }
  }
  if (back.length > 0) {
    await giveFieldBack(tx, ctx, fieldId, back);
    await noteValues(tx, ctx, fieldId, back);
  }
  return outcome;
}

/** Whether a stored value still is one of the field: its type or options may have changed since. */
function canHold(field: ProfileField, value: FieldValue): boolean {
  if (value === null) return true;
  const { stored, parseInput } = FIELD_KINDS[field.type];
  const options = new Set(field.options.map(({ id }) => id));
  if (stored === "option") return typeof value === "number" && options.has(value);
  if (stored === "options") return Array.isArray(value) && value.every((id) => options.has(id));
  if (typeof value !== "string" || value === "") return false;
  const read = parseInput(field, [value]);
  return read.ok && read.value === value;
}

function valueIn(user: UserRow, fieldId: number): FieldValue {
  return user.fields[fieldId] ?? null;
}

type Given = { user: UserRow; value: FieldValue };

/** What the users had and have, into their histories. */
async function noteValues(tx: Tx, ctx: WorkspaceCtx, fieldId: number, given: readonly Given[]) {
  const edits = given.map(({ user, value }) => {
    const before = valuesOf(user);
    return { userId: user.id, kind: "update" as const, before, after: withField(before, fieldId, value) };
  });
  await insertEdits(tx, ctx, edits);
}

function withField(values: UserValues, fieldId: number, value: FieldValue): UserValues {
  const { [fieldId]: _, ...others } = values.fields;
  return { ...values, fields: value === null ? others : { ...others, [fieldId]: value } };
}
