import { RefreshCw } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DayPanel } from "@/components/overview/day-panel";
import { FollowRuns } from "@/components/overview/follow-runs";
import { NeedsPanel } from "@/components/overview/needs-panel";
import { OverviewSyncsTable } from "@/components/overview/syncs-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { TrySampleData } from "@/components/sandbox/try-sample-data";
import { GetStarted } from "@/components/setup/get-started";
import { SetupChecklist } from "@/components/setup/setup-checklist";
import { Button } from "@/components/ui/button";
import { pageOrg } from "@/lib/auth/page";
import type { Ctx } from "@/lib/context";
import { getPulse } from "@/lib/overview/pulse";
import { getOverview } from "@/lib/overview/read";
import { may, mayThere } from "@/lib/permissions";
import { listSetups } from "@/lib/syncs/setup/read";

export const metadata: Metadata = { title: "Overview" };

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function OverviewPage({ params, searchParams }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "organization:enter");
  const asked = await searchParams;
  const { q, page, pageSize } = readListParams(asked, { sortable: [], defaultSort: "name" });
  const needy = readParam(asked, "show") === "needs";
  // Before the rest: what changes meanwhile is noticed.
  const pulse = await getPulse(ctx);
  const overview = await getOverview(ctx, { q, needy, page, pageSize });
  const { syncs, syncsCount, total } = overview;
  const setups = (await listSetups(ctx)).filter(({ workspace }) =>
    mayThere(ctx, workspace.id, "sync:update"),
  );
  return (
    <Page>
      <PageHeader title="Overview" description="What needs you, and what the syncs of your workspaces did." />
      {syncsCount === 0 ? (
        <NoSyncs ctx={ctx} org={org} />
      ) : (
        <>
          {setups.map(({ id, name, workspace, progress }) => (
            <SetupChecklist
              key={id}
              title={`Set up ${name} for ${workspace.name}`}
              progress={progress}
              href={`/${org}/${workspace.slug}/syncs/${id}/setup`}
            />
          ))}
          {setups.length === 0 || overview.plans.length + overview.needs.length > 0 ? (
            <NeedsPanel org={org} overview={overview} />
          ) : null}
          <DayPanel org={org} overview={overview} />
          <section aria-labelledby="syncs" className="grid gap-3">
            <h2 id="syncs" className="font-semibold text-lg">
              Syncs
            </h2>
            {syncsCount > 1 ? (
              <ListToolbar>
                <SearchBox label="Search syncs" placeholder="Search by sync or workspace" />
                <FilterSelect
                  param="show"
                  label="Syncs to show"
                  all="All syncs"
                  options={[{ value: "needs", label: "Need someone" }]}
                />
                <ClearFilters params={["q", "show"]} />
              </ListToolbar>
            ) : null}
            <OverviewSyncsTable syncs={syncs} total={total} page={page} pageSize={pageSize} />
          </section>
          <FollowRuns org={org} pulse={pulse} />
        </>
      )}
    </Page>
  );
}

function NoSyncs({ ctx, org }: { ctx: Ctx; org: string }) {
  const workspaces = (
    <Button asChild variant="outline">
      <Link href={`/${org}/workspaces`}>Open workspaces</Link>
    </Button>
  );
  if (may(ctx, "remote_source:create")) {
    return (
      <GetStarted org={org}>
        {workspaces}
        <TrySampleData />
      </GetStarted>
    );
  }
  return (
    <div className="rounded-lg border bg-card">
      <EmptyState
        icon={<RefreshCw />}
        title="No syncs yet"
        description="Once a workspace that you can open has a sync, its nights are shown here."
        action={workspaces}
      />
    </div>
  );
}
