import { FileText, Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ConnectPanel } from "@/components/drops/connect-panel";
import { FilesPanel } from "@/components/drops/files-panel";
import { KeysPanel } from "@/components/drops/keys-panel";
import { SecretsPanel } from "@/components/drops/secrets-panel";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { AttachHint } from "@/components/remote-sources/attach-hint";
import { dropSettingsOf } from "@/components/remote-sources/kinds/drop-settings";
import { AttachedList } from "@/components/syncs/attached-list";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { Button } from "@/components/ui/button";
import { pageOrg } from "@/lib/auth/page";
import { getDropView } from "@/lib/drops/read";
import { findDropServer } from "@/lib/drops/server-facts";
import { publicUrl, supportContact } from "@/lib/env";
import { listRemoteSources } from "@/lib/organizations/overview";
import { may } from "@/lib/permissions";
import { isGoingOn } from "@/lib/syncs/is-going-on";

export const metadata: Metadata = { title: "Drop" };

type Props = { params: Promise<{ org: string; id: string }> };

/** A drop: what the IT team needs, and what came in. Other kinds of Remote Sources have no page of their own. */
export default async function DropPage({ params }: Props) {
  const { org, id } = await params;
  const ctx = await pageOrg(org, "remote_source:view");
  const source = (await listRemoteSources(ctx)).find((one) => one.id === id);
  if (source?.kind !== "drop") notFound();
  const { keys, secrets, files } = await getDropView(ctx, id);
  const server = await findDropServer();
  const { place, retentionDays } = dropSettingsOf(source.settings);
  const canEdit = may(ctx, "remote_source:update");
  const isWaiting =
    files.length === 0 || files.some(({ state }) => state === "receiving") || source.syncs.some(isGoingOn);
  return (
    <Page>
      <PageHeader
        title={source.name}
        description={`A folder on our side that your IT team sends files to. They are kept for ${retentionDays === 1 ? "1 day" : `${retentionDays} days`}.`}
        back={{ href: `/${org}/remote-sources`, label: "Remote Sources" }}
        actions={
          <>
            <Button asChild variant="outline">
              <Link href={`/${org}/remote-sources/${id}/instructions`}>
                <FileText aria-hidden="true" />
                Instructions for IT
              </Link>
            </Button>
            {canEdit ? (
              <Button asChild variant="outline">
                <Link href={`/${org}/remote-sources/${id}/edit`}>
                  <Pencil aria-hidden="true" />
                  Edit
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <ConnectPanel
        id={id}
        username={place.username}
        server={server}
        url={publicUrl().replace(/\/+$/, "")}
        contact={supportContact()}
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <KeysPanel id={id} keys={keys} canEdit={canEdit} />
        <SecretsPanel id={id} secrets={secrets} canEdit={canEdit} />
      </div>
      <FilesPanel org={org} id={id} files={files} canDownload={may(ctx, "drop_file:download")} />
      <Panel title="Workspaces" flush>
        {source.syncs.length > 0 ? (
          <AttachedList org={org} syncs={source.syncs} canStart={may(ctx, "run:start")} />
        ) : (
          <AttachHint org={org} sourceId={id} />
        )}
      </Panel>
      <RefreshWhile active={isWaiting} everyMs={5000} />
    </Page>
  );
}
