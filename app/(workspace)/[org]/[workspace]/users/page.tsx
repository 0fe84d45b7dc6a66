import { FileUp, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { removeUserAction, restoreUserAction } from "@/app/(workspace)/[org]/[workspace]/users/actions";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { NoUsers } from "@/components/users/no-users";
import { UsersTable } from "@/components/users/users-table";
import { UsersToolbar } from "@/components/users/users-toolbar";
import { pageWorkspace } from "@/lib/auth/page";
import type { WorkspaceCtx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { listSyncs } from "@/lib/syncs/list";
import { countUsers } from "@/lib/users/count";
import { readCursor } from "@/lib/users/cursor";
import { listUsers } from "@/lib/users/list";
import type { UserQuery } from "@/lib/users/query";

export const metadata: Metadata = { title: "Users" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function UsersPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:view");
  const asked = await searchParams;
  const query: UserQuery = {
    search: readParam(asked, "q"),
    state: readParam(asked, "state") === "removed" ? "removed" : "active",
    source: readParam(asked, "source") || null,
  };
  const sort = readParam(asked, "sort") === "newest" ? "newest" : "name";
  const cursor = readCursor(readParam(asked, "page"));
  // Whoever searches without saying where finds those who were removed, too.
  const alsoRemoved = query.search !== "" && query.state === "active" && cursor === null;
  const [page, total, syncs, removed] = await Promise.all([
    listUsers(ctx, query, { sort, cursor }),
    countUsers(ctx, query),
    listSyncs(ctx),
    alsoRemoved ? findRemoved(ctx, query) : null,
  ]);
  const base = `/${org}/${workspace}`;
  const isFiltered = query.search !== "" || query.source !== null || query.state === "removed";
  const isEmpty = total.count === 0 && !isFiltered;
  const can = { create: may(ctx.role, "user:create"), upload: may(ctx.role, "run:start") };
  return (
    <Page>
      <PageHeader
        title="Users"
        description="The people of this workspace: added by hand, or kept in step with a file by a sync."
        actions={
          <>
            {can.upload && !isEmpty ? (
              <Button variant="outline" asChild>
                <Link href={`${base}/upload`}>
                  <FileUp aria-hidden="true" />
                  Upload CSV
                </Link>
              </Button>
            ) : null}
            {can.create ? (
              <Button asChild>
                <Link href={`${base}/users/new`}>
                  <Plus aria-hidden="true" />
                  Add a user
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      {isEmpty ? null : <UsersToolbar syncs={syncs.map(({ id, name }) => ({ id, name }))} />}
      <UsersTable
        {...page}
        total={total}
        base={base}
        showRemoved={query.state === "removed"}
        removable={may(ctx.role, "user:remove")}
        actions={{ remove: removeUserAction, restore: restoreUserAction }}
        empty={
          <NoUsers
            org={org}
            base={base}
            query={query}
            othersMatch={(removed?.total.count ?? 0) > 0}
            can={can}
          />
        }
      />
      {removed && removed.total.count > 0 ? (
        <section aria-labelledby="removed" className="grid gap-2">
          <h2 id="removed" className="font-semibold">
            Removed users that match
          </h2>
          <UsersTable
            users={removed.users}
            next={null}
            previous={null}
            total={removed.total}
            base={base}
            showRemoved
            removable={may(ctx.role, "user:remove")}
            actions={{ remove: removeUserAction, restore: restoreUserAction }}
            empty={null}
          />
          {removed.next ? (
            <Link
              href={`${base}/users?${new URLSearchParams({ q: query.search, state: "removed" })}`}
              className="w-fit text-primary text-sm underline-offset-4 hover:underline"
            >
              Show all of them
            </Link>
          ) : null}
        </section>
      ) : null}
    </Page>
  );
}

async function findRemoved(ctx: WorkspaceCtx, active: UserQuery) {
  const query: UserQuery = { ...active, state: "removed" };
  const [page, total] = await Promise.all([
    listUsers(ctx, query, { sort: "name", cursor: null }),
    countUsers(ctx, query),
  ]);
  return { ...page, total };
}
