import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { SyncForm } from "@/components/syncs/sync-form";
import { pageWorkspace } from "@/lib/auth/page";
import { may } from "@/lib/permissions";
import { findSync } from "@/lib/syncs/read";

export const metadata: Metadata = { title: "Edit sync" };

type Props = { params: Promise<{ org: string; workspace: string; syncId: string }> };

export default async function EditSyncPage({ params }: Props) {
  const { org, workspace, syncId } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:update");
  const sync = await findSync(ctx, syncId);
  if (sync?.sourceKind !== "remote") notFound();
  return (
    <Page width="narrow">
      <PageHeader
        title={`Edit ${sync.name}`}
        description="Changes take effect with the next run. Saving does not start one."
        back={{ href: `/${org}/${workspace}/syncs/${syncId}`, label: sync.name }}
      />
      <SyncForm sync={sync} canChooseFile={may(ctx, "remote_source:view")} />
    </Page>
  );
}
