import type { FieldGuess } from "@/lib/field-kinds/guess";
import type { RowsOfFile } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import type { MappedColumn } from "@/lib/syncs/describe-mapping";
import type { ManagersColumn } from "@/lib/syncs/propose/managers";
import type { NearTarget } from "@/lib/syncs/propose/near-target";
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
  columns: InspectedColumn[];
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

/** A column and what it fills; for one that fills nothing, what it probably means. Only ever suggested. */
export type InspectedColumn = MappedColumn & {
  hint: NearTarget | null;
  guess: FieldGuess | null;
  /** The other column that fills the same: the file can't be read like this. */
  clash: string | null;
};
