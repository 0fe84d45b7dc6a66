"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { MappingEditor } from "@/components/syncs/mapping/mapping-editor";
import type { ProfileField } from "@/lib/model/field";
import type { RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import type { Mapping } from "@/lib/model/mapping";
import type { FileHead, RowsDraft, RowsDrafts } from "@/lib/syncs/views";
import { saveUploadMappingAction } from "@/lib/uploads/actions";
import { ROW_PARAMS } from "@/lib/uploads/row-params";

type Props = {
  syncId: string | undefined;
  mapping: Mapping;
  mappingVersion: number | null;
  /** The row settings of each file. */
  rows: Record<IssueFile, RowsOfFile>;
  file: FileHead;
  managersFile: FileHead | null;
  hasManagers: boolean;
  fields: readonly ProfileField[];
  canCreateFields: boolean;
  /** The URL of the upload page with these files. */
  backHref: string;
};

/** The mapping editor, with the columns of a file that was just uploaded. */
export function UploadMapping({ syncId, mappingVersion, rows, backHref, ...rest }: Props) {
  const scope = useScope();
  const router = useRouter();
  return (
    <MappingEditor
      {...rest}
      rows={{ users: typed(rows.users), managers: typed(rows.managers) }}
      save={(mapping) =>
        saveUploadMappingAction(scope, { syncId, mapping, basedOn: mappingVersion ?? undefined })
      }
      onSaved={({ version, changed }, set) => {
        toast.success(changed ? `Saved as version ${version}` : "No changes to save");
        router.push(`${backHref}${rowsQuery(set, rest.managersFile !== null)}`);
      }}
      cancelHref={backHref}
    />
  );
}

function typed({ headerRow, footerRows }: RowsOfFile): RowsDraft {
  return { headerRow: String(headerRow), footerRows: String(footerRows) };
}

/** The URL of the upload page has the row settings, after the upload id. */
function rowsQuery(set: RowsDrafts, hasManagers: boolean): string {
  const files: readonly IssueFile[] = hasManagers ? ["users", "managers"] : ["users"];
  const said = new URLSearchParams();
  for (const file of files)
    for (const part of ["headerRow", "footerRows"] as const)
      said.set(ROW_PARAMS[file][part], set[file][part]);
  return `&${said}`;
}
