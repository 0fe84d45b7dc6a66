import { ALL_ROWS, READ_DEFAULTS, type ReadSettings, type RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";

/** As kept with a sync: what is not there is as in `READ_DEFAULTS`. Its managers file has titles and totals of its own. */
export type SyncReadSettings = Partial<ReadSettings> & { managers?: RowsOfFile };

/** As kept with an upload. Older ones have no rows. */
export type UploadReadSettings = Pick<ReadSettings, "encoding" | "delimiter"> & Partial<RowsOfFile>;

/** What is set separately for each of two files; the rest stays. Encoding and delimiter are those of both. */
export type SetRows = {
  users?: (Partial<RowsOfFile> & Partial<Pick<ReadSettings, "encoding" | "delimiter">>) | undefined;
  managers?: Partial<RowsOfFile> | undefined;
};

/** Read settings with other first and last rows. */
export function withRows(was: SyncReadSettings, { users, managers }: SetRows): SyncReadSettings {
  return {
    ...was,
    ...users,
    ...(managers ? { managers: { ...ALL_ROWS, ...was.managers, ...managers } } : {}),
  };
}

/** How a sync's file is to be read, or its managers file. */
export function readSettingsOf({ managers, ...users }: SyncReadSettings, file: IssueFile): ReadSettings {
  const rows = file === "managers" ? { ...ALL_ROWS, ...managers } : {};
  return { ...READ_DEFAULTS, ...users, ...rows };
}
