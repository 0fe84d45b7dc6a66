import { History } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { SyncNowButton } from "@/components/syncs/sync-now";
import { pageWorkspace } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { findLatestRun } from "@/lib/runs/read";
import { findSync } from "@/lib/syncs/read";

export const metadata: Metadata = { title: "Last sync results" };

type Props = { params: Promise<{ org: string; workspace: string; syncId: string }> };

/** "View last sync results": the newest run of the sync, or an empty state when there is none. */
export default async function LastResultsPage({ params }: Props) {
  const { org, workspace, syncId } = await params;
  const ctx = await pageWorkspace(org, workspace, "run:view");
  const sync = await findSync(ctx, syncId);
  if (!sync) notFound();
  const base = `/${org}/${workspace}`;
  const latest = await findLatestRun(ctx, { syncId });
  if (latest) redirect(`${base}/runs/${latest}`);
  return (
    <Page>
      <PageHeader
        title="Last sync results"
        description={sync.name}
        back={{ href: `${base}/syncs/${syncId}`, label: sync.name }}
      />
      <div className="rounded-lg border bg-card">
        <EmptyState
          icon={<History />}
          title={`${sync.name} has not run yet`}
          description="The first run reads the file and shows you what would change before it changes anything."
          action={may(ctx, "run:start") ? <SyncNowButton sync={sync} /> : null}
        />
      </div>
    </Page>
  );
}
