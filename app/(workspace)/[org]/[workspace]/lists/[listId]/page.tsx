import { SearchX, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { ListCount } from "@/app/(workspace)/[org]/[workspace]/lists/list-count";
import { AddListUsersButton } from "@/components/lists/add-list-users";
import { KindBadge } from "@/components/lists/kind-badge";
import { ListActions } from "@/components/lists/list-actions";
import { ListRuns } from "@/components/lists/list-runs";
import { MembersTable } from "@/components/lists/members-table";
import { RulePanel } from "@/components/lists/rule-panel";
import { EmptyState } from "@/components/patterns/empty-state";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { TabLinks } from "@/components/ui/tab-links";
import { pageWorkspace } from "@/lib/auth/page";
import type { WorkspaceCtx } from "@/lib/context";
import { listListRuns } from "@/lib/lists/list-runs";
import { listListMembers } from "@/lib/lists/memberships";
import { findList } from "@/lib/lists/read";
import type { ListDetail } from "@/lib/lists/views";
import { may } from "@/lib/permissions";
import { readUserId } from "@/lib/users/ids";
import { readCursor } from "@/lib/users/query";

export const metadata: Metadata = { title: "User list" };

type Props = {
  params: Promise<{ org: string; workspace: string; listId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function ListPage({ params, searchParams }: Props) {
  const { org, workspace, listId } = await params;
  const ctx = await pageWorkspace(org, workspace, "list:view");
  const id = readUserId(listId);
  const list = id === null ? null : await findList(ctx, { id });
  if (!list) notFound();
  const asked = await searchParams;
  const base = `/${org}/${workspace}`;
  const here = `${base}/lists/${list.id}`;
  const canEdit = may(ctx, "list:update");
  const add = canEdit && list.kind === "static" ? <AddListUsersButton list={list} /> : null;
  return (
    <Page>
      <PageHeader
        title={list.name}
        description={list.description || undefined}
        back={{ href: `${base}/lists`, label: "User lists" }}
        meta={<KindBadge kind={list.kind} />}
        actions={
          <>
            <ListActions
              list={list}
              base={`${base}/lists`}
              canEdit={canEdit}
              canDelete={may(ctx, "list:delete")}
            />
            {add}
          </>
        }
      />
      <RulePanel list={list} base={base} />
      <TabLinks
        label="List"
        items={[
          { href: here, label: "Users" },
          { href: `${here}?tab=runs`, label: "Joined and left" },
        ]}
      />
      {readParam(asked, "tab") === "runs" ? (
        <Suspense fallback={<Skeleton className="h-40 w-full rounded-lg" />}>
          <Runs ctx={ctx} list={list} asked={asked} base={base} here={here} />
        </Suspense>
      ) : (
        <Members ctx={ctx} list={list} asked={asked} base={base} add={add} canEdit={canEdit} />
      )}
    </Page>
  );
}

type PartProps = { ctx: WorkspaceCtx; list: ListDetail; asked: SearchParams; base: string };

type MembersProps = PartProps & { add: ReactNode; canEdit: boolean };

async function Members({ ctx, list, asked, base, add, canEdit }: MembersProps) {
  const search = readParam(asked, "q").trim().slice(0, 200);
  const cursor = readCursor(readParam(asked, "page"));
  const page = await listListMembers(ctx, { id: list.id, search }, cursor);
  return (
    <>
      <ListToolbar>
        <SearchBox label="Search this list" placeholder="Name, e-mail or ID" />
        <ClearFilters params={["q"]} />
      </ListToolbar>
      <MembersTable
        {...page}
        listId={list.id}
        isDynamic={list.kind === "dynamic"}
        total={<ListCount ctx={ctx} id={list.id} search={search} />}
        base={base}
        canRemove={canEdit && list.kind === "static"}
        empty={
          search === "" ? (
            <EmptyState
              icon={<UsersRound />}
              title="No users in this list"
              description={
                list.kind === "static"
                  ? "Users you add appear here."
                  : "No active user matches the rule. Users who match it are added automatically."
              }
              action={add}
            />
          ) : (
            <EmptyState
              icon={<SearchX />}
              title={`No results for “${search}”`}
              description="Search by the start of a name or e-mail address, or by the full ID."
              action={<ClearFilters params={["q", "page"]} />}
            />
          )
        }
      />
    </>
  );
}

async function Runs({ ctx, list, asked, base, here }: PartProps & { here: string }) {
  const place = readParam(asked, "before");
  const before = /^\d{1,17}$/.test(place) ? place : null;
  const { runs, lookedAt, older } = await listListRuns(ctx, { id: list.id, before });
  const link = "text-primary underline-offset-4 hover:underline";
  return (
    <Panel
      title="Joined and left"
      description="How the runs of the last 90 days changed this list, based on its current rule. Manual changes are shown on each user's page."
      flush
      footer={
        older || before ? (
          <>
            {before ? (
              <Link href={`${here}?tab=runs`} className={link}>
                Newest runs
              </Link>
            ) : null}
            {older ? (
              <Link href={`${here}?tab=runs&before=${older}`} className={link}>
                Older runs
              </Link>
            ) : null}
          </>
        ) : null
      }
    >
      <ListRuns listId={list.id} runs={runs} lookedAt={lookedAt} base={base} />
    </Panel>
  );
}
