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
  /** Some of those who were removed match. */
  othersMatch: boolean;
  can: { create: boolean; upload: boolean };
};

/** Nobody is here, or nobody is found: each with the next step. */
export function NoUsers({ org, base, query, othersMatch, can }: Props) {
  if (query.search !== "") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`${othersMatch ? "No active user" : "Nobody"} found for "${query.search}"`}
        description="The search looks at the start of first name, last name and e-mail address, and at the whole ID."
        action={<ClearFilters params={["q", "state", "source", "filter"]} />}
      />
    );
  }
  if ((query.filters ?? []).length > 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={
          query.state === "removed" ? "No removed user matches the filters" : "Nobody matches the filters"
        }
        description="All of them have to hold. Remove one to see more."
        action={<ClearFilters params={["state", "source", "filter"]} />}
      />
    );
  }
  if (query.state === "removed") {
    return (
      <EmptyState
        icon={<Users />}
        title="Nobody has been removed"
        description="Removed users stand here for 30 days and can be restored with everything they had."
        action={<ClearFilters params={["state", "source"]} />}
      />
    );
  }
  if (query.source !== null) {
    return (
      <EmptyState
        icon={<Users />}
        title="No users from this source"
        description="Users appear here once a run of this sync has created them."
        action={<ClearFilters params={["state", "source"]} />}
      />
    );
  }
  return (
    <EmptyState
      icon={<Users />}
      title="No users yet"
      description="Attach a Remote Source to keep users in step with a file every night, upload a CSV once, or add someone by hand."
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
