import type { ProfileField } from "@/lib/model/field";
import type { OwnerRow } from "@/lib/users/bulk.store";
import { ownedFieldIds } from "@/lib/users/owned-fields";

/** Those of some users who belong to a sync, and the fields that its file fills. */
export type OwnedUsers = { syncId: string; syncName: string; users: number; fieldIds: number[] };

/** What a bulk edit may and may not change of some users. `byHand`: users whom no sync owns. */
export type BulkStatus = { total: number; manual: number; owned: OwnedUsers[] };

/** Sorts users by whose they are. */
export function bulkStatusOf(
  users: readonly { syncId: string | null }[],
  owners: readonly OwnerRow[],
  fields: readonly ProfileField[],
): BulkStatus {
  const owned = owners.flatMap(({ id, name, mapping, headers }) => {
    const count = users.filter(({ syncId }) => syncId === id).length;
    return count === 0
      ? []
      : [{ syncId: id, syncName: name, users: count, fieldIds: ownedFieldIds(headers, mapping, fields) }];
  });
  return { total: users.length, manual: users.filter(({ syncId }) => syncId === null).length, owned };
}

/** The syncs whose users a bulk edit of the field leaves alone. */
export function skippedBy(standing: BulkStatus, fieldId: number): OwnedUsers[] {
  return standing.owned.filter(({ fieldIds }) => fieldIds.includes(fieldId));
}
