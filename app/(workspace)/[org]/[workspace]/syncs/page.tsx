import { RefreshCw, Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { AttachButton } from "@/components/syncs/attach-button";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { SyncTable } from "@/components/syncs/sync-table";
import { Button } from "@/components/ui/button";
import { pageWorkspace } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { listAttachable } from "@/lib/remote-sources/read";
import { isGoingOn } from "@/lib/syncs/is-going-on";
import { listSyncs } from "@/lib/syncs/read";
import { getWorkspace } from "@/lib/workspaces/read";

export const metadata: Metadata = { title: "Syncs" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function SyncsPage({ params }: Props) {
  const { org, workspace: slug } = await params;
  const ctx = await pageWorkspace(org, slug, "sync:view");
  const syncs = await listSyncs(ctx);
  const attach = may(ctx, "sync:create") ? (
    <AttachButton workspace={await getWorkspace(ctx)} sources={await listAttachable(ctx)} />
  ) : null;
  return (
    <Page>
      <PageHeader
        title="Syncs"
        description="The files that keep the users of this workspace up to date, and when they are imported."
        actions={syncs.length > 0 ? attach : null}
      />
      {syncs.length > 0 ? (
        <SyncTable syncs={syncs} canStart={may(ctx, "run:start")} />
      ) : (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<RefreshCw />}
            title="No syncs yet"
            description="Attach a file of a Remote Source to import it on a schedule, or upload a CSV once."
            action={
              attach ? (
                <>
                  {attach}
                  <Button asChild variant="outline">
                    <Link href={`/${org}/${slug}/upload`}>
                      <Upload aria-hidden="true" />
                      Upload CSV
                    </Link>
                  </Button>
                </>
              ) : null
            }
          />
        </div>
      )}
      <RefreshWhile active={syncs.some(isGoingOn)} />
    </Page>
  );
}
