import type { Metadata } from "next";
import Link from "next/link";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { Panel } from "@/components/patterns/panel";
import { SampleTable } from "@/components/runs/sample-table";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ColumnMatches } from "@/components/uploads/column-matches";
import { DropFile } from "@/components/uploads/drop-file";
import { FoundFile } from "@/components/uploads/found-file";
import { ManagersStep } from "@/components/uploads/managers-step";
import { FilesOnTheWay } from "@/components/uploads/on-the-way";
import { StartUpload } from "@/components/uploads/start-upload";
import { StepTitle } from "@/components/uploads/step-title";
import { TemplateOffer } from "@/components/uploads/template-offer";
import { UploadRows } from "@/components/uploads/upload-rows";
import { UploadTarget } from "@/components/uploads/upload-target";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/read";
import { READ_DEFAULTS } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import { may } from "@/lib/permissions";
import { describeRows } from "@/lib/syncs/describe-mapping";
import { listSyncs } from "@/lib/syncs/read";
import { findInspection, findManagersInspection } from "@/lib/uploads/inspect";
import { readRowParams } from "@/lib/uploads/read-row-params";
import { ROW_PARAMS, rowsKey } from "@/lib/uploads/row-params";
import { isUploadId } from "@/lib/uploads/schema";

export const metadata: Metadata = { title: "Upload CSV" };

type Props = {
  params: Promise<{ org: string; workspace: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function UploadPage({ params, searchParams }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "run:start");
  const asked = await searchParams;
  const rowsOf = (file: IssueFile) => readRowParams((name) => readParam(asked, name), file);
  const uploadId = readParam(asked, "upload");
  const syncs = (await listSyncs(ctx)).filter(({ sourceKind }) => sourceKind !== "upload");
  const target = syncs.find(({ id }) => id === readParam(asked, "sync"));
  const found = isUploadId(uploadId)
    ? await findInspection(ctx, { uploadId, syncId: target?.id, rows: rowsOf("users") })
    : null;
  const managersId = readParam(asked, "managers");
  const managers =
    found?.hasManagers && isUploadId(managersId)
      ? await findManagersInspection(ctx, {
          uploadId: managersId,
          syncId: target?.id,
          rows: rowsOf("managers"),
        })
      : null;
  const base = `/${org}/${workspace}`;
  const canMap = may(ctx, "sync:update");
  const fits = [found, managers].every(
    (file) => file === null || (file.problems.length === 0 && file.missing.length === 0),
  );
  const usable = found !== null && fits && found.columns.every((column) => column.clash === null);
  const query = new URLSearchParams({ upload: uploadId });
  if (managers) query.set("managers", managersId);
  if (target) query.set("sync", target.id);
  for (const name of Object.values(ROW_PARAMS).flatMap(Object.values)) {
    const said = readParam(asked, name);
    if (said !== "") query.set(name, said);
  }
  return (
    <Page width="narrow" className="max-w-4xl">
      <PageHeader
        title="Upload CSV"
        description="Import users from a file once. You review all changes before they are applied."
      />
      {uploadId !== "" && !found ? (
        <Alert tone="held">
          <AlertTitle>This upload is no longer available</AlertTitle>
          <AlertDescription>
            It has been applied, or it is more than a day old. Upload the file again to continue.
          </AlertDescription>
        </Alert>
      ) : null}
      <FilesOnTheWay>
        <Panel title={<StepTitle step={1} done={found !== null} title="File" />}>
          <DropFile
            key={uploadId}
            uploaded={found?.upload ?? null}
            sizeBytesMax={READ_DEFAULTS.sizeBytesMax}
            templateHref={`${base}/upload/template${target ? `?sync=${target.id}` : ""}`}
          />
          {syncs.length > 0 ? (
            <UploadTarget syncs={syncs} isFirst={target === undefined && found?.usersCount === 0} />
          ) : null}
          {found?.hasManagers ? (
            <ManagersStep
              found={managers}
              uploadId={managersId}
              sizeBytesMax={READ_DEFAULTS.sizeBytesMax}
              templateHref={`${base}/upload/template?file=managers${target ? `&sync=${target.id}` : ""}`}
            />
          ) : null}
        </Panel>
        {found ? (
          <>
            <Panel
              flush
              title={<StepTitle step={2} done={found.problems.length === 0} title="File contents" />}
              description={<FoundFile found={found} />}
            >
              <div className="border-b p-4">
                <UploadRows
                  key={rowsKey(found)}
                  file="users"
                  used={{ headerRow: found.headerRow, footerRows: found.footerRows }}
                  headerAt={found.headerAt}
                />
              </div>
              {found.header.length > 0 ? (
                <SampleTable headers={found.header} rows={found.sample} headerRow={found.headerRow} />
              ) : null}
            </Panel>
            {found.template && canMap ? <TemplateOffer syncId={target?.id} /> : null}
            {found.header.length > 0 ? (
              <Panel
                flush
                actions={
                  canMap ? (
                    <Button asChild variant="outline" size="sm">
                      <Link href={`${base}/upload/mapping?${query}`}>Edit mapping</Link>
                    </Button>
                  ) : null
                }
                title={<StepTitle step={3} done={found.missing.length === 0} title="Column mapping" />}
                description={[
                  "Columns are matched by their exact name. Nothing is guessed.",
                  ...describeRows(found.mapping),
                ].join(" ")}
              >
                <ColumnMatches
                  uploadId={found.upload.id}
                  columns={found.columns}
                  missing={found.missing}
                  syncId={target?.id}
                  canMap={canMap}
                  taken={(await listFields(ctx)).map(({ label }) => label)}
                  canCreateFields={may(ctx, "field:create")}
                />
              </Panel>
            ) : null}
            {usable ? (
              <Panel title={<StepTitle step={4} done={false} title="Import mode" />}>
                <StartUpload
                  key={found.upload.id}
                  uploadId={found.upload.id}
                  encoding={found.encoding}
                  delimiter={found.delimiter}
                  headerRow={found.headerRow}
                  footerRows={found.footerRows}
                  target={target}
                  usersCount={found.usersCount}
                  managers={
                    managers
                      ? {
                          uploadId: managers.upload.id,
                          encoding: managers.encoding,
                          delimiter: managers.delimiter,
                          headerRow: managers.headerRow,
                          footerRows: managers.footerRows,
                        }
                      : undefined
                  }
                />
              </Panel>
            ) : null}
          </>
        ) : null}
      </FilesOnTheWay>
    </Page>
  );
}
