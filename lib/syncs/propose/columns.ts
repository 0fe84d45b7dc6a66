import type { FieldGuess } from "@/lib/field-kinds/guess";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, Mapping } from "@/lib/model/mapping";
import { columnOf } from "@/lib/pipeline/columns/collect";
import { targetKey } from "@/lib/syncs/check-mapping";
import { describeMapping, type MappedColumn, ownTarget } from "@/lib/syncs/describe-mapping";
import { mappedTarget } from "@/lib/syncs/describe-target";
import { guessField } from "@/lib/syncs/propose/guess-field";
import { type NearTarget, nearKnown, nearTarget } from "@/lib/syncs/propose/near-target";

/** A column with everything a person needs to say what it fills. */
export type ProposedColumn = MappedColumn & {
  target: ColumnTarget | null;
  /** What its cells are: of all rows where a file was read, else of the first ones. */
  stats: ColumnStats;
  /** For one that fills nothing. */
  near: NearTarget | null;
  /** For one that fills nothing and is near nothing: the field that it would make. */
  guess: FieldGuess | null;
  /** The other column of the file that fills the same thing: no file can be read like this. */
  clash: string | null;
};

type Parts = {
  headers: readonly string[];
  /** Rows of the file, cells in the order of `headers`. */
  sample: readonly (readonly string[])[];
  /** What all rows have in each column, in the same order; null, or a null in it, where only `sample` is known. */
  columns?: readonly (ColumnStats | null)[] | null | undefined;
  mapping: Mapping;
  fields: readonly ProfileField[];
};

/** Each column of a file and of the mapping: what it fills, or what it probably should. */
export function proposeColumns({
  headers,
  sample,
  columns: known,
  mapping,
  fields,
}: Parts): ProposedColumn[] {
  const columns = describeMapping({ headers, mapping, fields });
  const filled = new Set(columns.flatMap(({ fills, inFile }) => (inFile && fills !== null ? [fills] : [])));
  const clashes = clashingColumns(headers, mapping, fields);
  const near = nearKnown(fields, filled);
  const places = new Map(headers.map((header, at) => [header, at]));
  return columns.map((column) => {
    const { header, how } = column;
    const at = places.get(header);
    const stats = known?.[at ?? -1] ?? sampledColumn(sample, at);
    const isOpen = how === "unknown" && !clashes.has(header);
    const nearest = isOpen ? nearTarget(header, stats, near) : null;
    return {
      ...column,
      target: mappedTarget(mapping.columns, header) ?? null,
      stats,
      near: nearest,
      guess: isOpen && !nearest ? guessFor(header, stats) : null,
      clash: clashes.get(header) ?? null,
    };
  });
}

const sampled = new WeakMap<Parts["sample"], Map<number, ColumnStats>>();
const NO_CELLS = columnOf([]);

/** What the first rows have in a column; the same object for the same rows, so that an editor sees that nothing changed. */
function sampledColumn(sample: Parts["sample"], at: number | undefined): ColumnStats {
  if (at === undefined || sample.length === 0) return NO_CELLS;
  const columns = sampled.get(sample) ?? new Map<number, ColumnStats>();
  sampled.set(sample, columns);
  const column = columns.get(at) ?? columnOf(sample.map((row) => row[at] ?? ""));
  columns.set(at, column);
  return column;
}

/** A title is a text even where a file repeats a few. */
function guessFor(header: string, stats: ColumnStats): FieldGuess {
  const guess = guessField(stats);
  if (guess.type !== "single_choice" || !/^job[\s_-]?title$/i.test(header.trim())) return guess;
  return { ...guess, type: "text", why: "New titles appear often." };
}

/** Columns of the file that fill what another one fills, each with that other one: as a run would find them. */
function clashingColumns(
  headers: readonly string[],
  mapping: Mapping,
  fields: readonly ProfileField[],
): ReadonlyMap<string, string> {
  const byTarget = new Map<string, string[]>();
  for (const header of headers) {
    const target = mappedTarget(mapping.columns, header) ?? ownTarget(header, fields);
    if (!target || target.kind === "ignore") continue;
    const key = targetKey(target);
    byTarget.set(key, [...(byTarget.get(key) ?? []), header]);
  }
  const groups = [...byTarget.values()].filter((group) => group.length > 1);
  return new Map(
    groups.flatMap((group) =>
      group.map((header) => [header, group.find((other) => other !== header) ?? ""] as const),
    ),
  );
}
