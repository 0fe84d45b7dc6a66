"use client";

import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { listMatchingUsersAction } from "@/lib/users/actions";
import { BULK_USERS_MAX } from "@/lib/users/bulk/limits";
import type { MatchingUsers } from "@/lib/users/bulk/schema";

import type { UserCount } from "@/lib/users/views";

type Props = {
  query: MatchingUsers;
  total: UserCount;
  onSelect: (ids: number[]) => void;
};

/** Extends the selection from this page to all matching users, up to the limit of a bulk edit. */
export function SelectMatching({ query, total, onSelect }: Props) {
  const scope = useScope();
  const { run, pending } = useAction(listMatchingUsersAction, { onDone: ({ ids }) => onSelect(ids) });
  const isAll = !total.more && total.count <= BULK_USERS_MAX;
  const everyone = `${formatNumber(total.count)}${total.more ? "+" : ""}`;
  return (
    <Button variant="ghost" size="sm" pending={pending} onClick={() => void run(scope, query)}>
      {isAll
        ? `Select all ${everyone} that match`
        : `Select the first ${formatNumber(BULK_USERS_MAX)} of ${everyone}`}
    </Button>
  );
}
