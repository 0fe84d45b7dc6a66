import { FileUp, ListChecks, Plus } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { RemovedMatches } from "@/app/(workspace)/[org]/[workspace]/users/removed-matches";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { LatestBulkEdit } from "@/components/users/bulk/latest-bulk-edit";
import { NoUsers } from "@/components/users/no-users";
import { type BulkParts, UsersTable } from "@/components/users/users-table";
import { UsersToolbar } from "@/components/users/users-toolbar";
import { pageWorkspace } from "@/lib/auth/page";
import { findLatestBulkEdit } from "@/lib/bulk-edits/read";
import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import { listLists } from "@/lib/lists/read";
import type { ListItem } from "@/lib/lists/views";
import { accountOf } from "@/lib/model/actor";
import { may } from "@/lib/permissions";
import { listViews } from "@/lib/saved-views/views";
import { listSyncs } from "@/lib/syncs/read";
import { listTeamNames } from "@/lib/teams/read";
import { readPlace } from "@/lib/users/address";
import { columnsCookie, readColumns } from "@/lib/users/columns";
import { filterChips } from "@/lib/users/filter-chips";
import { listUsers } from "@/lib/users/list";
import { readCursor, type UserQuery } from "@/lib/users/query";
import { countUsers } from "@/lib/users/read";
import type { UserCount } from "@/lib/users/views";

export const metadata: Metadata = { title: "Users" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function UsersPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:view");
  const asked = await searchParams;
  const { query, sort, columns: named } = readPlace((name) => readParam(asked, name));
  const { filters } = query;
  const cursor = readCursor(readParam(asked, "page"));
  const base = `/${org}/${workspace}`;
  const [fields, teams, lists, syncs, views] = await Promise.all([
    listFields(ctx),
    listTeamNames(ctx),
    listLists(ctx),
    listSyncs(ctx),
    listViews(ctx),
  ]);
  const columns = await chosenColumns(
    ctx,
    fields.map(({ id }) => id),
    named,
  );
  // A search without a state filter finds removed users too.
  const alsoRemoved = query.search !== "" && query.state === "active" && cursor === null;
  const [page, removed, latest] = await Promise.all([
    listUsers(ctx, query, { sort, cursor, columns: columns.chosen }),
    alsoRemoved ? findRemoved(ctx, query, columns.chosen) : null,
    findLatestBulkEdit(ctx),
  ]);
  // Not waited for, and begun when the users are there: at a million of them it takes longer than they do.
  const total = countInTime(ctx, query);
  // Only what the browser needs: there may be thousands.
  const vocabulary = { fields, teams: teams.map(nameOf), lists: lists.map(nameOf), syncs: syncs.map(nameOf) };
  const chips = filterChips(filters, query.source, vocabulary);
  const isFiltered =
    query.search !== "" || query.source !== null || query.state === "removed" || filters.length > 0;
  const isEmpty = page.users.length === 0 && cursor === null && !isFiltered;
  const can = { create: may(ctx, "user:create"), upload: may(ctx, "run:start") };
  const table = { base, fields, columns: columns.chosen, canRemove: may(ctx, "user:remove") };
  return (
    <Page width={columns.chosen.length > WIDE_FROM ? "wide" : "default"}>
      <PageHeader
        title="Users"
        description="The people in this workspace, added manually or kept up to date by a sync."
        actions={
          <>
            {may(ctx, "user:update") && !isEmpty ? (
              <Button variant="ghost" asChild>
                <Link href={`${base}/users/bulk-edits`}>
                  <ListChecks aria-hidden="true" />
                  Bulk edits
                </Link>
              </Button>
            ) : null}
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
      {isEmpty ? null : (
        <UsersToolbar
          vocabulary={vocabulary}
          chips={chips}
          columns={{ ...columns, path: `${base}/users` }}
          views={{ all: views, canShare: may(ctx, "user:update") }}
          isRemoved={query.state === "removed"}
        />
      )}
      {latest ? <LatestBulkEdit edit={latest} canEdit={may(ctx, "user:update")} base={base} /> : null}
      <UsersTable
        key={JSON.stringify(query)}
        {...page}
        {...table}
        total={total}
        showRemoved={query.state === "removed"}
        bulk={query.state === "active" ? bulkParts(ctx, query, { lists, teams: vocabulary.teams }) : null}
        empty={
          <NoUsers
            org={org}
            base={base}
            query={query}
            asksGone={chips.some(({ isGone }) => isGone)}
            othersMatch={(removed?.users.length ?? 0) > 0}
            can={can}
          />
        }
      />
      {removed && removed.users.length > 0 ? (
        <RemovedMatches
          {...removed}
          total={countInTime(ctx, { ...query, state: "removed" })}
          search={query.search}
          table={table}
        />
      ) : null}
    </Page>
  );
}

/** More columns than this need the width of the window. */
const WIDE_FROM = 5;

async function chosenColumns(
  ctx: WorkspaceCtx,
  fieldIds: readonly number[],
  named: readonly string[] | null,
) {
  const cookie = columnsCookie(accountOf(ctx.actor) ?? "");
  return { cookie, chosen: readColumns(named?.join(".") ?? (await cookies()).get(cookie)?.value, fieldIds) };
}

type Places = { lists: readonly ListItem[]; teams: readonly { id: number; name: string }[] };

/** What this person may do with several users; null for nothing. */
function bulkParts(ctx: WorkspaceCtx, query: UserQuery, { lists, teams }: Places): BulkParts | null {
  if (!may(ctx, "user:update")) return null;
  return {
    query: { search: query.search, source: query.source, filters: [...(query.filters ?? [])] },
    lists: lists.filter(({ kind }) => kind === "static").map(nameOf),
    teams,
    can: {
      setField: may(ctx, "user:update"),
      setTeam: may(ctx, "team:update"),
      setList: may(ctx, "list:update"),
      remove: may(ctx, "user:remove"),
    },
  };
}

function nameOf<T>({ id, name }: { id: T; name: string }): { id: T; name: string } {
  return { id, name };
}

function findRemoved(ctx: WorkspaceCtx, active: UserQuery, columns: readonly string[]) {
  return listUsers(ctx, { ...active, state: "removed" }, { sort: "name", cursor: null, columns });
}

/** All of them, exactly; null when the database takes longer than a page may: the users are shown all the same. */
async function countInTime(ctx: WorkspaceCtx, query: UserQuery): Promise<UserCount | null> {
  try {
    return await countUsers(ctx, query);
  } catch (error) {
    if (isAppError(error) && error.code === "too_slow") return null;
    throw error;
  }
}
