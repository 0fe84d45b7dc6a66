import Link from "next/link";
import type { ComponentProps } from "react";
import { UsersTable } from "@/components/users/users-table";
import type { UserPage } from "@/lib/users/views";

type Table = ComponentProps<typeof UsersTable>;

type Props = UserPage & {
  total: Table["total"];
  search: string;
  table: Pick<Table, "base" | "fields" | "columns" | "canRemove">;
};

/** The removed users that match a search, below the active ones. */
export function RemovedMatches({ users, next, total, search, table }: Props) {
  return (
    <section aria-labelledby="removed" className="grid gap-2">
      <h2 id="removed" className="font-semibold">
        Matching removed users
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
          Show all
        </Link>
      ) : null}
    </section>
  );
}
