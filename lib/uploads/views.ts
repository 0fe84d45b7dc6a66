import type { Delimiter, Encoding } from "@/lib/sync/types";
import type { MappedColumn } from "@/lib/syncs/describe-mapping";
import type { NearTarget } from "@/lib/syncs/propose/near-target";

/** What we found in an uploaded file, before anything is planned. */
export type Inspection = {
  upload: { id: string; fileName: string; sizeBytes: number; sha256: string };
  encoding: Encoding;
  delimiter: Delimiter;
  header: string[];
  /** The first rows, as they stand in the file. */
  sample: string[][];
  problems: { message: string; remedy: string }[];
  columns: InspectedColumn[];
  /** Standard columns that nothing fills: with one of these the file can't be read. */
  missing: string[];
  /** Active users of the sync it is for: a complete list removes those that it does not name. */
  usersCount: number;
};

/** A column and what it fills; for one that fills nothing, what it probably means. Only ever proposed. */
export type InspectedColumn = MappedColumn & { hint: NearTarget | null };
