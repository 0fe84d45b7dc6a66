import {
  type ColumnParts,
  type ColumnStats,
  SEPARATORS,
  VALUE_CHARS_MAX,
  VALUES_MAX,
} from "@/lib/model/column-stats";
import type { CsvRecord } from "@/lib/model/file";
import { TEXT_CHARS_MAX } from "@/lib/model/limits";
import { isBlankWord } from "@/lib/pipeline/columns/blank-words";
import { type DateIdea, dateIdeas } from "@/lib/pipeline/columns/date-ideas";
import { type GroupedIdea, groupedIdeas } from "@/lib/pipeline/columns/grouped-ideas";
import { numberParser, parseNumber } from "@/lib/values/number";
import { detached, hasControls, shown, trimCell, valuesOf } from "@/lib/values/text";

const SAMPLES_MAX = 4;
/** Of all columns together: a file of hundreds of columns must not keep a megabyte with each run. */
const FILE_VALUES_MAX = 20_000;

/** What of a file was looked at. */
export type Seen = "whole" | "beginning" | "samples";

export type ColumnCollector = ReturnType<typeof collectColumns>;

/**
 * Looks at every record of a file and keeps, for each column that `wanted` names, what a proposal needs: a few kilobytes
 * a column, however long the file is. An idea that one cell contradicts is dropped and costs nothing more.
 */
export function collectColumns(width: number, wanted: (column: number) => boolean = () => true) {
  const columns = Array.from({ length: width }, (_, at) => (wanted(at) ? newColumn() : null));
  const looked = columns.flatMap((column, at) => (column ? [{ column, at }] : []));
  return {
    /** Records with another number of cells are none: their cells may belong to other columns. */
    add({ cells, isPlain = false }: CsvRecord): void {
      if (cells.length !== width) return;
      for (const { column, at } of looked) lookAt(column, cells[at] ?? "", isPlain);
    },
    /** One for each column; null for those that were not wanted. */
    end: (seen: Seen = "whole"): (ColumnStats | null)[] => {
      let room = FILE_VALUES_MAX;
      return columns.map((column) => {
        if (!column) return null;
        const stats = statsOf(column, seen);
        const size =
          (stats.values?.length ?? 0) +
          stats.parts.reduce((sum, { values }) => sum + (values?.length ?? 0), 0);
        room -= size;
        return room < 0
          ? { ...stats, values: null, parts: stats.parts.map((part) => ({ ...part, values: null })) }
          : stats;
      });
    },
  };
}

/** The same of some cells that are at hand. */
export function columnOf(cells: readonly string[], isWhole = false): ColumnStats {
  const column = newColumn();
  for (const cell of cells) lookAt(column, cell, false);
  return statsOf(column, isWhole ? "whole" : "beginning");
}

type Column = {
  filled: number;
  samples: string[];
  /** Null once there are too many. */
  values: Set<string> | null;
  /** Whether no idea is left that a further cell could contradict. */
  isSettled: boolean;
  parts: (Omit<ColumnParts, "values"> & { values: Set<string> | null })[];
  /** Cells that were not like one before, as far as that is known. */
  different: number;
  dates: (Idea & DateIdea)[];
  /** Days of which each may be written in a way of its own. */
  mixed: (Idea & { formats: DateIdea[]; others: DateIdea[] }) | null;
  /** In lower case -> as first written. */
  blankWords: Map<string, string>;
  number: Idea | null;
  comma: (Idea & { isUsed: boolean; isGrouped: boolean }) | null;
  grouped: (Idea & GroupedIdea)[];
  withZero: string | null;
  severalLines: boolean;
  unfit: string | null;
};

/** What a column may be, and how many cells speak against it. */
type Idea = { misfits: number; misfit: string | null };

/** A guess survives a few mistakes in the file, so that they are reported. */
const MISFITS_MAX = 3;
const MISFIT_SHARE_MAX = 0.02;

function newColumn(): Column {
  const ideas = dateIdeas();
  return {
    filled: 0,
    samples: [],
    values: new Set(),
    isSettled: false,
    parts: [],
    different: 0,
    dates: ideas.map((idea) => ({ ...idea, misfits: 0, misfit: null })),
    mixed: { misfits: 0, misfit: null, formats: [], others: ideas },
    blankWords: new Map(),
    number: { misfits: 0, misfit: null },
    comma: { misfits: 0, misfit: null, isUsed: false, isGrouped: false },
    grouped: groupedIdeas().map((idea) => ({ ...idea, misfits: 0, misfit: null })),
    withZero: null,
    severalLines: false,
    unfit: null,
  };
}

function lookAt(column: Column, raw: string, isPlain: boolean): void {
  const cell = trimCell(raw);
  if (cell === "") return;
  if (isBlankWord(cell)) {
    const word = cell.toLowerCase();
    if (!column.blankWords.has(word)) column.blankWords.set(word, cell);
    return;
  }
  column.filled += 1;
  // Most cells have been seen before, or are of a column that nothing more is to be learned of.
  if (column.values?.has(cell)) return;
  const isOdd = cell.length > TEXT_CHARS_MAX || (!isPlain && mayHaveControls(cell));
  if (column.isSettled && !isOdd) return;
  column.different += 1;
  if (isOdd) lookAtForm(column, cell);
  if (column.dates.length > 0) lookAtDates(column, cell);
  if (column.mixed) lookAtMixed(column, column.mixed, cell);
  if (column.number) lookAtNumber(column, column.number, cell);
  if (column.comma) lookAtComma(column, column.comma, cell);
  if (column.grouped.length > 0) lookAtGrouped(column, cell);
  if (column.values || column.parts.some(({ values }) => values)) lookAtParts(column, cell);
  if (column.samples.length < SAMPLES_MAX && !column.samples.includes(cell))
    column.samples.push(detached(cell));
  // "A" on two lines is read as "A".
  const lines = isOdd ? valuesOf(cell, undefined) : [];
  column.values = withValue(column.values, (lines.length === 1 ? lines[0] : undefined) ?? cell);
  column.isSettled =
    !column.values &&
    !column.number &&
    !column.comma &&
    !column.mixed &&
    column.grouped.length === 0 &&
    column.dates.length === 0 &&
    column.parts.every(({ values }) => !values);
}

/** Rows with a line break in one cell are common, so that their other cells get a quick look. */
function mayHaveControls(cell: string): boolean {
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code < 0x20 || (code > 0x7e && code < 0xa0) || code === 0x2028 || code === 0x2029) return true;
  }
  return false;
}

function lookAtForm(column: Column, cell: string): void {
  column.severalLines ||= valuesOf(cell, undefined).length > 1;
  if (column.unfit !== null) return;
  const odd = valuesOf(cell.replaceAll("\t", " "), undefined).some((line) => hasControls(line));
  if (odd || cell.length > TEXT_CHARS_MAX) column.unfit = shown(detached(cell));
}

function lookAtDates(column: Column, cell: string): void {
  let isGone = false;
  for (const date of column.dates) {
    if (!date.reads(cell)) isGone = !survives(date, cell, column) || isGone;
  }
  if (isGone) column.dates = column.dates.filter((date) => isLikely(date, column));
}

function lookAtMixed(column: Column, mixed: NonNullable<Column["mixed"]>, cell: string): void {
  // What was met before goes first: a format that does not fit takes 20 µs to say so.
  if (mixed.formats.some(({ reads }) => reads(cell))) return;
  const found = mixed.others.find(({ reads }) => reads(cell));
  if (found) {
    mixed.formats.push(found);
    mixed.others = mixed.others.filter((idea) => idea !== found);
  } else if (!survives(mixed, cell, column)) column.mixed = null;
}

function lookAtNumber(column: Column, number: Idea, cell: string): void {
  // A plus is that of a phone number, which would lose it.
  if (cell.startsWith("+") || parseNumber(cell) === null) {
    if (!survives(number, cell, column)) column.number = null;
  } else if (column.withZero === null && /^-?0\d/.test(cell)) column.withZero = detached(cell);
}

const commaNumber = numberParser({ decimal: ",", thousands: "." });

function lookAtComma(column: Column, comma: NonNullable<Column["comma"]>, cell: string): void {
  if (cell.startsWith("+") || commaNumber(cell) === null) {
    if (!survives(comma, cell, column)) column.comma = null;
  } else {
    comma.isUsed ||= cell.includes(",");
    comma.isGrouped ||= cell.includes(".");
  }
}

function lookAtGrouped(column: Column, cell: string): void {
  let isGone = false;
  for (const idea of column.grouped) {
    if (!idea.take(cell)) isGone = !survives(idea, cell, column) || isGone;
  }
  if (isGone) column.grouped = column.grouped.filter((idea) => isLikely(idea, column));
}

function survives(idea: Idea, cell: string, column: Column): boolean {
  idea.misfits += 1;
  idea.misfit ??= shown(detached(cell));
  return isLikely(idea, column);
}

function isLikely({ misfits }: Idea, { different }: Column): boolean {
  return misfits <= MISFITS_MAX || misfits <= different * MISFIT_SHARE_MAX;
}

function lookAtParts(column: Column, cell: string): void {
  for (const separator of SEPARATORS) {
    const has = separator === "\n" ? valuesOf(cell, undefined).length > 1 : cell.includes(separator);
    let part = column.parts.find((known) => known.separator === separator);
    if (!part) {
      if (!has) continue;
      const sign = separator === "\n" ? undefined : separator;
      const before = column.values && new Set([...column.values].flatMap((one) => valuesOf(one, sign)));
      part = { separator, cells: 0, isMixed: column.different > 1, values: before };
      column.parts.push(part);
    }
    if (has) part.cells += 1;
    else part.isMixed = true;
    const values = valuesOf(cell, separator === "\n" ? undefined : separator);
    for (const value of values) part.values = withValue(part.values, value);
  }
}

function withValue(values: Set<string> | null, value: string): Set<string> | null {
  if (!values || value.length > VALUE_CHARS_MAX) return null;
  if (values.has(value)) return values;
  return values.size < VALUES_MAX ? values.add(detached(value)) : null;
}

function statsOf(column: Column, seen: Seen): ColumnStats {
  const { filled, samples, values, parts, withZero, severalLines, unfit, comma, mixed } = column;
  // Where nearly everything is a mistake, a few cells say nothing.
  const isMost = ({ misfits }: Idea) => misfits * 2 < column.different;
  return {
    isWhole: seen === "whole",
    ...(seen === "samples" ? { isSampled: true } : {}),
    filled,
    samples,
    values: listOf(values),
    parts: parts.map((part) => ({ ...part, values: listOf(part.values) })),
    dates: column.dates.filter(isMost).map(({ format, misfit }) => ({ format, misfit })),
    mixedDates:
      mixed && mixed.misfit === null && mixed.formats.length > 1
        ? mixed.formats.map(({ format }) => format)
        : null,
    blankWords: [...column.blankWords.values()],
    number: column.number && isMost(column.number) ? { misfit: column.number.misfit } : null,
    commaNumber: comma?.isUsed && isMost(comma) ? { misfit: comma.misfit, isGrouped: comma.isGrouped } : null,
    groupedNumbers: column.grouped.filter(isMost).flatMap(({ misfit, found }) => {
      const signs = found();
      return signs ? [{ misfit, ...signs }] : [];
    }),
    withZero,
    severalLines,
    unfit,
  };
}

function listOf(values: ReadonlySet<string> | null): string[] | null {
  return values && [...values];
}
