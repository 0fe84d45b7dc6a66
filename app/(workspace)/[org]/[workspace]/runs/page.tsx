import { History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, readParam, type SearchParams } from "@/components/patterns/list-params";
import { ClearFilters, FilterSelect, ListToolbar } from "@/components/patterns/list-toolbar";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { RUN_STATE_LABELS } from "@/components/patterns/state-pill";
import { RunMonths } from "@/components/runs/run-months";
import { RunsChart } from "@/components/runs/runs-chart";
import { RunsTable } from "@/components/runs/runs-table";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { Button } from "@/components/ui/button";
import { pageWorkspace } from "@/lib/auth/page";
import { isOpen, type RunState } from "@/lib/model/run-state";
import { may } from "@/lib/permissions";
import { listRunMonths, listRuns } from "@/lib/runs/read";
import { listSyncs } from "@/lib/syncs/read";

export const metadata: Metadata = { title: "Runs" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

const STATES = Object.keys(RUN_STATE_LABELS).filter((state): state is RunState => state in RUN_STATE_LABELS);
const CHARTED = 30;

export default async function RunsPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "run:view");
  const asked = await searchParams;
  const { page, pageSize } = readListParams(asked, { sortable: [], defaultSort: "-createdAt" });
  const states = STATES.filter((state) => state === readParam(asked, "state"));
  const syncId = readParam(asked, "sync") || null;
  const [{ runs, total }, charted, syncs, months] = await Promise.all([
    listRuns(ctx, { states, syncId, page, pageSize }),
    listRuns(ctx, { states, syncId, page: 1, pageSize: CHARTED }),
    listSyncs(ctx),
    listRunMonths(ctx, syncId),
  ]);
  const base = `/${org}/${workspace}`;
  const isFiltered = states.length > 0 || syncId !== null;
  return (
    <Page>
      <RefreshWhile active={runs.some((run) => isOpen(run.state))} />
      <PageHeader title="Runs" description="Every run of every sync and every upload, newest first." />
      {total === 0 && !isFiltered ? null : (
        <ListToolbar>
          <FilterSelect
            param="state"
            label="State"
            all="All states"
            options={STATES.map((state) => ({ value: state, label: RUN_STATE_LABELS[state] }))}
          />
          <FilterSelect
            param="sync"
            label="Sync"
            all="All syncs"
            options={syncs.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <ClearFilters params={["state", "sync"]} />
        </ListToolbar>
      )}
      {charted.runs.length > 1 ? (
        <Panel title={chartTitle(charted.runs.length, total)} description="Select a bar to open its run.">
          <RunsChart runs={[...charted.runs].reverse()} />
        </Panel>
      ) : null}
      <RunsTable
        canCancel={may(ctx, "run:cancel")}
        runs={runs}
        total={total}
        page={page}
        pageSize={pageSize}
        base={base}
        empty={
          isFiltered ? (
            <EmptyState
              icon={<History />}
              title="No results"
              description="No runs match these filters."
              action={<ClearFilters params={["state", "sync"]} />}
            />
          ) : (
            <EmptyState
              icon={<History />}
              title="No runs yet"
              description="A run reads a file, shows what would change, and applies the changes. Start one from a sync, or upload a CSV."
              action={
                <>
                  <Button asChild>
                    <Link href={`${base}/syncs`}>Open syncs</Link>
                  </Button>
                  {may(ctx, "run:start") ? (
                    <Button variant="outline" asChild>
                      <Link href={`${base}/upload`}>Upload CSV</Link>
                    </Button>
                  ) : null}
                </>
              }
            />
          )
        }
      />
      {page * pageSize >= total && states.length === 0 ? <RunMonths months={months} /> : null}
    </Page>
  );
}

function chartTitle(shown: number, total: number): string {
  return shown < total ? `Changes in the latest ${shown} of these runs` : "Changes in these runs";
}
