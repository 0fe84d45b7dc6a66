import Link from "next/link";
import { notFound } from "next/navigation";
import { DayTime } from "@/components/patterns/day-time";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { RestoreVersion } from "@/components/syncs/mapping/restore-version";
import { VersionList } from "@/components/syncs/mapping/version-list";
import { VersionView } from "@/components/syncs/mapping/version-view";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { WorkspaceCtx } from "@/lib/context";
import { listFieldChoices } from "@/lib/syncs/read";
import { findMappingVersion, listMappingVersions } from "@/lib/syncs/versions/read";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = {
  ctx: WorkspaceCtx;
  sync: SyncDetail;
  version: number;
  home: string;
  canEdit: boolean;
};

/** One version of a mapping, read-only, with a button to restore it. */
export async function OldVersion({ ctx, sync, version, home, canEdit }: Props) {
  const kept = await findMappingVersion(ctx, { syncId: sync.id, version });
  if (!kept) notFound();
  const isCurrent = version === sync.mappingVersion;
  const mappingHref = `${home}/mapping`;
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={`Mapping, version ${version}`}
        meta={
          <Badge variant={isCurrent ? "success" : "outline"}>{isCurrent ? "In use" : "Not in use"}</Badge>
        }
        description={
          <>
            Saved {kept.createdBy === "" ? "" : `by ${kept.createdBy} `}on <DayTime at={kept.createdAt} />.
            Shown with the columns of the last file.
          </>
        }
        back={{ href: home, label: sync.name }}
        actions={
          <>
            <Button asChild variant="outline">
              <Link href={mappingHref}>{canEdit ? "Edit current version" : "View current version"}</Link>
            </Button>
            {canEdit && !isCurrent ? (
              <RestoreVersion syncId={sync.id} version={version} mappingHref={mappingHref} />
            ) : null}
          </>
        }
      />
      <VersionView mapping={kept.mapping} headers={sync.headers} fields={await listFieldChoices(ctx)} />
      <VersionList
        versions={await listMappingVersions(ctx, sync.id)}
        current={sync.mappingVersion}
        shown={version}
        mappingHref={mappingHref}
      />
    </Page>
  );
}
