import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { MappingForm } from "@/components/syncs/mapping-form";
import { pageWorkspace } from "@/lib/auth/page";
import { findSync } from "@/lib/syncs/find";
import { listFieldChoices } from "@/lib/syncs/list-field-choices";
import { updateSyncMappingAction } from "../../actions";

export const metadata: Metadata = { title: "Edit mapping" };

type Props = { params: Promise<{ org: string; workspace: string; syncId: string }> };

export default async function MappingPage({ params }: Props) {
  const { org, workspace, syncId } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:update");
  const sync = await findSync(ctx, syncId);
  if (!sync) notFound();
  return (
    <Page width="narrow">
      <PageHeader
        title="Edit mapping"
        description="What each column of the file fills. Columns that are named like a profile field need nothing here."
        back={{ href: `/${org}/${workspace}/syncs/${syncId}`, label: sync.name }}
      />
      <MappingForm sync={sync} fields={await listFieldChoices(ctx)} update={updateSyncMappingAction} />
    </Page>
  );
}
