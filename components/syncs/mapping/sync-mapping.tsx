"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { MappingEditor } from "@/components/syncs/mapping/mapping-editor";
import { syncHref } from "@/components/syncs/sync-links";
import { UseHeaderButton } from "@/components/syncs/use-header-button";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { ProfileField } from "@/lib/model/field";
import type { IssueFile } from "@/lib/model/issue";
import { readSettingsOf } from "@/lib/model/read-settings";
import { updateSyncMappingAction } from "@/lib/syncs/actions";
import type { RowsDraft, SyncDetail } from "@/lib/syncs/views";

type Props = {
  sync: SyncDetail;
  fields: readonly ProfileField[];
  canCreateFields: boolean;
  canStart: boolean;
};

/** The mapping editor of a sync, with the columns of its last file. */
export function SyncMapping({ sync, fields, canCreateFields, canStart }: Props) {
  const scope = useScope();
  const router = useRouter();
  const home = syncHref(scope.org, sync);
  const { mapping, mappingVersion, headers, sample, columns, managersFile, managersPath } = sync;
  const rows = { users: rowsOf(sync, "users"), managers: rowsOf(sync, "managers") };
  const editor = (
    <MappingEditor
      mapping={mapping}
      rows={rows}
      file={headers.length > 0 ? { headers, sample, columns } : null}
      managersFile={managersFile}
      hasManagers={managersPath !== null || managersFile !== null}
      fields={fields}
      canCreateFields={canCreateFields}
      save={(edited, { users, managers }) =>
        updateSyncMappingAction(scope, {
          syncId: sync.id,
          mapping: edited,
          basedOn: mappingVersion,
          users,
          ...(managersPath === null ? {} : { managers }),
        })
      }
      onSaved={({ version, changed }) => {
        if (!changed) toast.message(`No changes to save. The mapping is still version ${version}.`);
        else router.replace(`${home}/mapping?saved=${version}`);
      }}
      cancelHref={home}
    />
  );
  const header = sync.lastRun?.failure?.header;
  if (!header || !canStart || !sync.lastRun) return editor;
  return (
    <div className="grid gap-5">
      <Alert tone="held">
        <AlertTitle>
          The header {header.file === "managers" ? "of the managers file " : ""}is probably on line{" "}
          {header.line}
        </AlertTitle>
        <AlertDescription className="grid justify-items-start gap-2">
          The last run could not use row {rows[header.file].headerRow} as the header. If you use line{" "}
          {header.line}, a preview shows the changes before they are applied.
          <UseHeaderButton runId={sync.lastRun.id} line={header.line} />
        </AlertDescription>
      </Alert>
      {editor}
    </div>
  );
}

function rowsOf({ readSettings }: SyncDetail, file: IssueFile): RowsDraft {
  const { headerRow, footerRows } = readSettingsOf(readSettings, file);
  return { headerRow: String(headerRow), footerRows: String(footerRows) };
}
