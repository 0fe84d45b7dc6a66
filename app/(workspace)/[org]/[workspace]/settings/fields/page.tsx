import type { Metadata } from "next";
import { FieldsPanel } from "@/components/fields/fields-panel";
import { Page } from "@/components/patterns/page";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { listUndoableTypes } from "@/lib/fields/type-change/read";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Profile fields" };

type Props = { params: Promise<{ org: string; workspace: string }> };

export default async function FieldsPage({ params }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "field:view");
  return (
    <Page>
      <FieldsPanel
        fields={await listFields(ctx)}
        undoable={await listUndoableTypes(ctx)}
        canUpload={may(ctx, "run:start")}
        canEdit={may(ctx, "field:update")}
      />
    </Page>
  );
}
