import { LayoutGrid } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, type SearchParams } from "@/components/patterns/list-params";
import { ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { TrySampleData } from "@/components/sandbox/try-sample-data";
import { GetStarted } from "@/components/setup/get-started";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { NewWorkspace } from "@/components/workspaces/new-workspace";
import type { WorkspaceMenuParts } from "@/components/workspaces/workspace-menu";
import { WorkspaceTable } from "@/components/workspaces/workspace-table";
import { pageOrg } from "@/lib/auth/page";
import type { Ctx } from "@/lib/context";
import { listWorkspaces, pageOfWorkspaces } from "@/lib/organizations/overview";
import { may } from "@/lib/permissions";
import { listAttachable } from "@/lib/remote-sources/read";
import { isGoingOn } from "@/lib/syncs/is-going-on";

export const metadata: Metadata = { title: "Workspaces" };

/** The number of workspaces from which the search box is shown. */
const SEARCH_FROM = 8;

const NONE = {
  title: "No workspaces",
  description: "There is no workspace that you can open. Ask an owner of the organization for access.",
};

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function WorkspacesPage({ params, searchParams }: Props) {
  const { org } = await params;
  const list = readListParams(await searchParams, { sortable: ["name", "users"], defaultSort: "name" });
  const ctx = await pageOrg(org, "organization:enter");
  const workspaces = await listWorkspaces(ctx);
  const { rows, total } = pageOfWorkspaces(workspaces, list);
  const create = may(ctx, "workspace:create") ? (
    <>
      <TrySampleData />
      <NewWorkspace />
    </>
  ) : null;
  return (
    <Page>
      <PageHeader
        title="Workspaces"
        description={
          may(ctx, "workspace:create")
            ? "Each workspace has its own users and profile fields. Attach a Remote Source to keep its users up to date."
            : "Each workspace has its own users and profile fields."
        }
        actions={workspaces.length > 0 ? create : null}
      />
      {workspaces.length === 0 && create && may(ctx, "remote_source:create") ? (
        <GetStarted org={org}>
          <TrySampleData />
          <NewWorkspace variant="outline" />
        </GetStarted>
      ) : workspaces.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState icon={<LayoutGrid />} {...NONE} />
        </div>
      ) : (
        <>
          {workspaces.length >= SEARCH_FROM ? (
            <ListToolbar>
              <SearchBox label="Search workspaces" />
            </ListToolbar>
          ) : null}
          <WorkspaceTable
            workspaces={rows}
            total={total}
            page={list.page}
            pageSize={list.pageSize}
            menu={await menuOf(ctx)}
          />
        </>
      )}
      <RefreshWhile active={rows.some((workspace) => workspace.syncs.some(isGoingOn))} />
    </Page>
  );
}

async function menuOf(ctx: Ctx): Promise<WorkspaceMenuParts> {
  return {
    sources: may(ctx, "sync:create") ? await listAttachable(ctx) : null,
    canRename: may(ctx, "workspace:update"),
    canDelete: may(ctx, "workspace:delete"),
  };
}
