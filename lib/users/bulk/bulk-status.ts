import type { ProfileField } from "@/lib/model/field";
import type { OwnerRow } from "@/lib/users/bulk.store";
import { ownedFieldIds } from "@/lib/users/owned-fields";

/** Those of some users who belong to a sync, and the fields that its file fills. */
export type OwnedUsers = { syncId: string; syncName: string; users: number; fieldIds: number[] };

/** What a bulk edit may and may not change of some users. `manual`: users whom no sync owns. */
export type BulkStatus = { total: number; manual: number; owned: OwnedUsers[] };

/** Sorts users by whose they are: `counts` are of users of one sync each, or of none. */
export function bulkStatusOf(
  counts: readonly { syncId: string | null; users: number }[],
  owners: readonly OwnerRow[],
  fields: readonly ProfileField[],
): BulkStatus {
  const bySync = new Map<string | null, number>();
  for (const { syncId, users } of counts) bySync.set(syncId, (bySync.get(syncId) ?? 0) + users);
  const owned = owners.flatMap(({ id, name, mapping, headers }) => {
    const users = bySync.get(id) ?? 0;
    return users === 0
      ? []
      : [{ syncId: id, syncName: name, users, fieldIds: ownedFieldIds(headers, mapping, fields) }];
  });
  const total = [...bySync.values()].reduce((sum, users) => sum + users, 0);
  return { total, manual: bySync.get(null) ?? 0, owned };
}

/** The syncs whose users a bulk edit of the field leaves alone. */
export function skippedBy(status: BulkStatus, fieldId: number): OwnedUsers[] {
  return status.owned.filter(({ fieldIds }) => fieldIds.includes(fieldId));
}
