import { Plug } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Facts } from "@/components/patterns/facts";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { RunNotice } from "@/components/runs/run-notice";
import { AttachButton } from "@/components/syncs/attach-button";
import { FileNotices } from "@/components/syncs/late-notice";
import { PreviewButton } from "@/components/syncs/preview";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { lastResultsHref, syncHref } from "@/components/syncs/sync-links";
import { SyncNowButton } from "@/components/syncs/sync-now";
import { LastRun, NextRun } from "@/components/syncs/sync-state";
import { Button } from "@/components/ui/button";
import { pageWorkspace } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { listAttachable } from "@/lib/remote-sources/read";
import { isGoingOn } from "@/lib/syncs/is-going-on";
import { listSyncs } from "@/lib/syncs/read";
import { scheduleText } from "@/lib/syncs/schedule";
import type { SyncItem } from "@/lib/syncs/views";
import { getWorkspace } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "Remote Source" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function RemoteSourceIntegrationPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:view");
  const syncs = (await listSyncs(ctx)).filter((sync) => sync.sourceKind === "remote");
  const canStart = may(ctx, "run:start");
  const canEdit = may(ctx, "sync:update");
  const attach = may(ctx, "sync:create") ? (
    <AttachButton
      workspace={await getWorkspace(ctx)}
      sources={await listAttachable(ctx)}
      variant={syncs.length > 0 ? "outline" : "default"}
    />
  ) : null;
  return (
    <Page width="narrow">
      <PageHeader
        title="Remote Source"
        description="The files on servers that keep the users of this workspace up to date."
        back={{ href: `/${org}/${workspace}/settings/integrations`, label: "Integrations" }}
        actions={syncs.length > 0 ? attach : null}
      />
      {syncs.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<Plug />}
            title="No Remote Source attached"
            description="Attach a file of a Remote Source to keep the users of this workspace up to date."
            action={attach}
          />
        </div>
      ) : null}
      {syncs.map((sync) => (
        <AttachedPanel key={sync.id} org={org} sync={sync} canStart={canStart} canEdit={canEdit} />
      ))}
      <RefreshWhile active={syncs.some(isGoingOn)} />
    </Page>
  );
}

type PanelProps = { org: string; sync: SyncItem; canStart: boolean; canEdit: boolean };

function AttachedPanel({ org, sync, canStart, canEdit }: PanelProps) {
  return (
    <Panel
      title={
        <Link href={syncHref(org, sync)} className="underline-offset-4 hover:underline">
          {sync.name}
        </Link>
      }
      description={sync.remoteSource?.address}
      footer={
        <>
          <Button asChild variant="outline">
            <Link href={lastResultsHref(org, sync)}>View Last Sync Results</Link>
          </Button>
          {canStart ? <SyncNowButton sync={sync} /> : null}
          {canStart ? <PreviewButton sync={sync} /> : null}
          <Button asChild variant="ghost">
            <Link href={syncHref(org, sync)}>Schedule, limits and mapping</Link>
          </Button>
        </>
      }
    >
      <div className="mb-4 empty:hidden">
        <FileNotices org={org} sync={sync} canEdit={canEdit} />
      </div>
      <div className="mb-4 empty:hidden">
        <RunNotice org={org} sync={sync} />
      </div>
      <Facts
        items={[
          { label: "Last run", value: <LastRun sync={sync} /> },
          { label: "Next run", value: <NextRun sync={sync} /> },
          { label: "File", value: sync.path, mono: true },
          { label: "Schedule", value: scheduleText(sync.schedule) },
        ]}
      />
    </Panel>
  );
}
