import { type ColumnParts, type ColumnStats, VALUES_MAX } from "@/lib/model/column-stats";

type Columns = readonly (ColumnStats | null)[];

/**
 * What the columns of a file have of which only some rows were looked at, given what they had in an earlier file that had the
 * others: an idea has to fit both. What has left the file since still counts, until all of it is read again.
 */
export function mergeColumns(earlier: Columns, rows: Columns): (ColumnStats | null)[] {
  return earlier.map((column, at) => {
    const more = rows[at];
    return column && more && more.filled > 0 ? mergeColumn(column, more) : column;
  });
}

function mergeColumn(a: ColumnStats, b: ColumnStats): ColumnStats {
  return {
    ...a,
    values: mergeValues(a.values, b.values),
    parts: mergeParts(a, b),
    dates: a.dates.flatMap(({ format, misfit }) => {
      const same = b.dates.find((date) => date.format === format);
      return same ? [{ format, misfit: misfit ?? same.misfit }] : [];
    }),
    mixedDates: mergeMixed(a, b),
    blankWords: [...new Set([...(a.blankWords ?? []), ...(b.blankWords ?? [])])],
    number: a.number && b.number && { misfit: a.number.misfit ?? b.number.misfit },
    commaNumber:
      a.commaNumber && (b.commaNumber || b.number)
        ? {
            misfit: a.commaNumber.misfit ?? b.commaNumber?.misfit ?? b.number?.misfit ?? null,
            isGrouped: a.commaNumber.isGrouped || b.commaNumber?.isGrouped === true,
          }
        : null,
    groupedNumbers: (a.groupedNumbers ?? []).flatMap((idea) => {
      const fits = b.number ?? b.groupedNumbers?.find((other) => other.thousands === idea.thousands);
      return fits ? [{ ...idea, misfit: idea.misfit ?? fits.misfit }] : [];
    }),
    withZero: a.withZero ?? b.withZero,
    severalLines: a.severalLines || b.severalLines,
    unfit: a.unfit ?? b.unfit,
  };
}

function mergeValues(a: string[] | null, b: string[] | null): string[] | null {
  if (!a || !b) return null;
  const values = [...new Set([...a, ...b])];
  return values.length > VALUES_MAX ? null : values;
}

/** A separator that only one of them has splits nothing in the other. */
function mergeParts(a: ColumnStats, b: ColumnStats): ColumnParts[] {
  const separators = [...new Set([...a.parts, ...b.parts].map(({ separator }) => separator))];
  return separators.map((separator) => {
    const [one, other] = [a, b].map(({ parts, values }) => {
      const part = parts.find((each) => each.separator === separator);
      return part ?? { separator, cells: 0, isMixed: true, values };
    });
    return {
      separator,
      cells: (one?.cells ?? 0) + (other?.cells ?? 0),
      isMixed: one?.isMixed === true || other?.isMixed === true,
      values: mergeValues(one?.values ?? null, other?.values ?? null),
    };
  });
}

function mergeMixed(a: ColumnStats, b: ColumnStats): string[] | null {
  const formats = (column: ColumnStats) =>
    column.mixedDates ??
    column.dates
      .filter(({ misfit }) => misfit === null)
      .slice(0, 1)
      .map(({ format }) => format);
  const [one, other] = [formats(a), formats(b)];
  if (one.length === 0 || other.length === 0 || (!a.mixedDates && !b.mixedDates)) return null;
  return [...new Set([...one, ...other])];
}
