import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { BulkEditCard } from "@/components/users/bulk/bulk-edit-card";
import { pageWorkspace } from "@/lib/auth/page";
import { listBulkEdits } from "@/lib/bulk-edits/read";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Bulk edits" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function BulkEditsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "user:view");
  const edits = await listBulkEdits(ctx);
  const canEdit = may(ctx, "user:update");
  return (
    <Page>
      <PageHeader
        back={{ href: `/${org}/${workspace}/users`, label: "Users" }}
        title="Bulk edits"
        description="What was done to many users at the same time. Each can be undone for 30 days."
      />
      {edits.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<ListChecks />}
            title="No bulk edits yet"
            description="Select users in the table, then set a field, add them to a list or team, or remove them."
          />
        </div>
      ) : (
        <div className="grid gap-3">
          {edits.map((edit) => (
            <BulkEditCard key={edit.id} edit={edit} canEdit={canEdit} />
          ))}
        </div>
      )}
    </Page>
  );
}
