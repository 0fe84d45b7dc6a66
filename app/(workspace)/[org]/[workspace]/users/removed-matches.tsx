import Link from "next/link";
import type { ComponentProps } from "react";
import { UsersTable } from "@/components/users/users-table";
import type { UserCount, UserPage } from "@/lib/users/views";

type Table = ComponentProps<typeof UsersTable>;

type Props = UserPage & {
  total: UserCount;
  search: string;
  table: Pick<Table, "base" | "fields" | "columns" | "removable" | "actions">;
};

/** Below the active users that a search found: those who were removed. */
export function RemovedMatches({ users, next, total, search, table }: Props) {
  return (
    <section aria-labelledby="removed" className="grid gap-2">
      <h2 id="removed" className="font-semibold">
        Removed users that match
      </h2>
      <UsersTable
        {...table}
        users={users}
        next={null}
        previous={null}
        total={total}
        showRemoved
        bulk={null}
        empty={null}
      />
      {next ? (
        <Link
          href={`${table.base}/users?${new URLSearchParams({ q: search, state: "removed" })}`}
          className="w-fit text-primary text-sm underline-offset-4 hover:underline"
        >
          Show all of them
        </Link>
      ) : null}
    </section>
  );
}
