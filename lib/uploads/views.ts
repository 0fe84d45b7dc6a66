import type { RowsOfFile } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import type { ManagersColumn } from "@/lib/syncs/propose/managers";
import type { TemplateId } from "@/lib/syncs/propose/templates";
import type { Looked } from "@/lib/uploads/look-into";

/** An upload, the sync it is for (absent: that of earlier uploads), and what the person says of its rows. */
export type WhichUpload = {
  uploadId: string;
  syncId?: string | undefined;
  rows?: Partial<RowsOfFile> | undefined;
};

/** What we found in an uploaded file, before anything is planned. */
export type Inspection = Looked & {
  /** Of the sync it is for; the version is null while there is none. */
  mapping: Mapping;
  mappingVersion: number | null;
  /** A template that the header fits and the mapping does not follow. */
  template: TemplateId | null;
  columns: ProposedColumn[];
  /** Standard columns that nothing fills: with one of these the file can't be read. */
  missing: string[];
  /** Active users of the sync it is for: a complete list removes those that it does not name. */
  usersCount: number;
  /** Whether a managers file belongs to it. */
  hasManagers: boolean;
};

/** What we found in the managers file beside it. */
export type ManagersInspection = Looked & {
  columns: ManagersColumn[];
  missing: string[];
};
