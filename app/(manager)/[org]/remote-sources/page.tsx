import { Plug, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { KeyNotice } from "@/components/remote-sources/key-notice";
import { SourceCard } from "@/components/remote-sources/source-card";
import { SourceMenu } from "@/components/remote-sources/source-menu";
import { AttachedList } from "@/components/syncs/attached-list";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { Button } from "@/components/ui/button";
import { pageOrg } from "@/lib/auth/page";
import { listRemoteSources } from "@/lib/organizations/overview";
import { may } from "@/lib/permissions";
import { isGoingOn } from "@/lib/syncs/is-going-on";

export const metadata: Metadata = { title: "Remote Sources" };

type Props = { params: Promise<{ org: string }> };

export default async function RemoteSourcesPage({ params }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "remote_source:view");
  const sources = await listRemoteSources(ctx);
  const canEdit = may(ctx, "remote_source:update");
  const canDelete = may(ctx, "remote_source:delete");
  const canStart = may(ctx, "run:start");
  const create = may(ctx, "remote_source:create") ? (
    <Button asChild>
      <Link href={`/${org}/remote-sources/new`}>
        <Plus aria-hidden="true" />
        Create a new Remote Source
      </Link>
    </Button>
  ) : null;
  return (
    <Page>
      <PageHeader
        title="Remote Sources"
        description="Where your files come from. Set up each place once, then attach it to any number of workspaces."
        actions={sources.length > 0 ? create : null}
      />
      {sources.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<Plug />}
            title="Connect the place your files come from"
            description="An SFTP server, an S3 bucket, or a drop: a folder on our side that your IT team sends files to. Then attach one of the files to a workspace."
            action={create}
          />
        </div>
      ) : null}
      {sources.map((source) => (
        <SourceCard
          key={source.id}
          org={org}
          source={source}
          notice={source.hostKeySeen ? <KeyNotice source={source} canApprove={canEdit} /> : null}
          menu={canEdit ? <SourceMenu source={source} canDelete={canDelete} /> : null}
        >
          <AttachedList org={org} syncs={source.syncs} canStart={canStart} />
        </SourceCard>
      ))}
      <RefreshWhile active={sources.some((source) => source.syncs.some(isGoingOn))} />
    </Page>
  );
}
