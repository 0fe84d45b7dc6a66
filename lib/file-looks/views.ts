import type {
  FileLookFailure,
  FileLookFound,
  FileLookProgress,
  FileLookState,
} from "@/drizzle/schema/file-looks";
import type { Mapping } from "@/lib/model/mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";

/** How far the reading of a sync's file is, or what came of it. */
export type FileLook = {
  id: string;
  syncId: string;
  state: FileLookState;
  progress: FileLookProgress;
  failure: FileLookFailure | null;
  file: { path: string; sizeBytes: number; modifiedAt: string | null } | null;
  rows: number;
  /** Whether parts of the file were read, from its beginning to its end, because it is very large. */
  isSampled: boolean;
  requestedBy: string;
  createdAt: Date;
  finishedAt: Date | null;
};

/** What a file that was read has, and what its columns probably are in the workspace as it is now. */
export type FileProposal = Pick<
  FileLookFound,
  "header" | "sample" | "rows" | "isSampled" | "samples" | "problem"
> & {
  lookId: string;
  syncId: string;
  readAs: FileLookFound["read"];
  mapping: Mapping;
  mappingVersion: number;
  /** Columns of the file only, in its order. */
  columns: ProposedColumn[];
  /** Standard columns that nothing fills: without them the file can't be read. */
  missing: string[];
  /** Labels of the fields that there are. */
  taken: string[];
};
