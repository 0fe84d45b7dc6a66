import { FileUp, Plus, SearchX, Users } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { ClearFilters } from "@/components/patterns/list-toolbar";
import { Button } from "@/components/ui/button";
import type { UserQuery } from "@/lib/users/query";

type Props = {
  org: string;
  base: string;
  query: UserQuery;
  /** Some removed users match. */
  othersMatch: boolean;
  /** A filter asks for something that is not there any more. */
  asksGone: boolean;
  can: { create: boolean; upload: boolean };
};

/** The empty states of the table of users, each with the next step. */
export function NoUsers({ org, base, query, othersMatch, asksGone, can }: Props) {
  if (query.search !== "") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`No ${othersMatch ? "active users" : "results"} for “${query.search}”`}
        description="Search by the start of a name or e-mail address, or by the full ID."
        action={<ClearFilters params={["q", "state", "source", "filter"]} />}
      />
    );
  }
  if ((query.filters ?? []).length > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={
          query.state === "removed" ? "No removed users match the filters" : "No users match the filters"
        }
        description={
          asksGone
            ? "A filter asks for something that was deleted or changed. Remove that filter, then save the view again if it is from one."
            : "Users must match all filters. Remove a filter to see more."
        }
        action={<ClearFilters params={["state", "source", "filter"]} />}
      />
    );
  }
  if (query.state === "removed") {
    return (
      <EmptyState
        icon={<Users />}
        title="No removed users"
        description="Removed users are listed here for 30 days. You can restore them with all their data."
        action={<ClearFilters params={["state", "source"]} />}
      />
    );
  }
  if (query.source !== null) {
    return (
      <EmptyState
        icon={<Users />}
        title="No users from this source"
        description="Users appear here after a run of this sync creates them."
        action={<ClearFilters params={["state", "source"]} />}
      />
    );
  }
  return (
    <EmptyState
      icon={<Users />}
      title="No users yet"
      description="Attach a Remote Source to update users from a file every night, upload a CSV once, or add users manually."
      action={
        <>
          {can.upload ? (
            <Button asChild>
              <Link href={`${base}/upload`}>
                <FileUp aria-hidden="true" />
                Upload CSV
              </Link>
            </Button>
          ) : null}
          {can.upload ? (
            <Button variant="outline" asChild>
              <Link href={`/${org}/workspaces`}>Attach Remote Source</Link>
            </Button>
          ) : null}
          {can.create ? (
            <Button variant="outline" asChild>
              <Link href={`${base}/users/new`}>
                <Plus aria-hidden="true" />
                Add a user
              </Link>
            </Button>
          ) : null}
        </>
      }
    />
  );
}
