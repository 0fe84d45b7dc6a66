import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TemplateMenu } from "@/components/fields/template-menu";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { FirstLook } from "@/components/syncs/mapping/first-look";
import { ReadFirst } from "@/components/syncs/mapping/read-first";
import { SavedVersion } from "@/components/syncs/mapping/saved-version";
import { SyncMapping } from "@/components/syncs/mapping/sync-mapping";
import { VersionList } from "@/components/syncs/mapping/version-list";
import { VersionView } from "@/components/syncs/mapping/version-view";
import { Badge } from "@/components/ui/badge";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { findFileLook } from "@/lib/file-looks/read";
import { may } from "@/lib/permissions";
import { findSync } from "@/lib/syncs/read";
import { listMappingVersions } from "@/lib/syncs/versions/read";
import { OldVersion } from "./old-version";

export const metadata: Metadata = { title: "Mapping" };

type Props = {
  params: Promise<{ org: string; workspace: string; syncId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function MappingPage({ params, searchParams }: Props) {
  const { org, workspace, syncId } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:view");
  const sync = await findSync(ctx, syncId);
  if (!sync) notFound();
  const asked = await searchParams;
  const canEdit = may(ctx, "sync:update");
  const home = `/${org}/${workspace}/syncs/${syncId}`;
  const version = readParam(asked, "version");
  if (version !== "") {
    return <OldVersion ctx={ctx} sync={sync} version={Number(version)} home={home} canEdit={canEdit} />;
  }
  const fields = await listFields(ctx);
  const canStart = may(ctx, "run:start");
  const isSaved = readParam(asked, "saved") === String(sync.mappingVersion);
  const isUnread = sync.headers.length === 0 && !isSaved;
  const looks = canEdit && sync.remoteSource !== null;
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title="Mapping"
        meta={<Badge variant="outline">Version {sync.mappingVersion}</Badge>}
        description="What each column of the file is mapped to. Suggestions apply only after you accept them."
        back={{ href: home, label: sync.name }}
        actions={canStart ? <TemplateMenu syncId={syncId} /> : null}
      />
      {isSaved ? <SavedVersion sync={sync} version={sync.mappingVersion} canStart={canStart} /> : null}
      {isUnread && !looks ? <ReadFirst sync={sync} canStart={canStart} /> : null}
      {isUnread && looks ? (
        <FirstLook
          sync={sync}
          look={await findFileLook(ctx, syncId)}
          canCreateFields={may(ctx, "field:create")}
        />
      ) : null}
      {canEdit ? (
        <SyncMapping
          key={sync.mappingVersion}
          sync={sync}
          fields={fields}
          canStart={canStart}
          canCreateFields={may(ctx, "field:create")}
        />
      ) : (
        <VersionView mapping={sync.mapping} headers={sync.headers} fields={fields} />
      )}
      <VersionList
        versions={await listMappingVersions(ctx, syncId)}
        current={sync.mappingVersion}
        shown={null}
        mappingHref={`${home}/mapping`}
      />
    </Page>
  );
}
