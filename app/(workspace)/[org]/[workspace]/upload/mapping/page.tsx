import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { UploadMapping } from "@/components/uploads/upload-mapping";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { ALL_ROWS, type RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import { may } from "@/lib/permissions";
import { findSync } from "@/lib/syncs/read";
import { findInspection, findManagersInspection } from "@/lib/uploads/inspect";
import { readRowParams } from "@/lib/uploads/read-row-params";
import { isUploadId } from "@/lib/uploads/schema";

export const metadata: Metadata = { title: "Upload mapping" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function UploadMappingPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:update");
  const asked = await searchParams;
  const rowsOf = (file: IssueFile) => readRowParams((name) => readParam(asked, name), file);
  const [uploadId, managersId, wanted] = ["upload", "managers", "sync"].map((name) => readParam(asked, name));
  if (!uploadId || !isUploadId(uploadId)) notFound();
  const sync = wanted ? await findSync(ctx, wanted) : null;
  if (wanted && !sync) notFound();
  const found = await findInspection(ctx, { uploadId, syncId: sync?.id, rows: rowsOf("users") });
  if (!found) notFound();
  const managers =
    managersId && isUploadId(managersId)
      ? await findManagersInspection(ctx, {
          uploadId: managersId,
          syncId: sync?.id,
          rows: rowsOf("managers"),
        })
      : null;
  const query = new URLSearchParams({ upload: uploadId });
  if (managersId) query.set("managers", managersId);
  if (wanted) query.set("sync", wanted);
  const backHref = `/${org}/${workspace}/upload?${query}`;
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title="Mapping"
        description={`What each column of ${found.upload.fileName} is mapped to, for this and later files of ${sync ? sync.name : "this workspace's uploads"}.`}
        back={{ href: backHref, label: "Upload CSV" }}
      />
      <UploadMapping
        syncId={sync?.id}
        mapping={found.mapping}
        rows={{ users: rowsIn(found), managers: rowsIn(managers ?? ALL_ROWS) }}
        mappingVersion={found.mappingVersion}
        file={{ headers: found.header, sample: found.sample, columns: found.stats }}
        managersFile={managers ? { headers: managers.header, sample: managers.sample } : null}
        hasManagers={found.hasManagers}
        fields={await listFields(ctx)}
        canCreateFields={may(ctx, "field:create")}
        backHref={backHref}
      />
    </Page>
  );
}

function rowsIn({ headerRow, footerRows }: RowsOfFile): RowsOfFile {
  return { headerRow, footerRows };
}
