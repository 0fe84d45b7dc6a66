/**
 * How controls name the rows of a table: by `name`, and where several rows have the same one by `detail` as well, so that
 * "Remove Anna Virtanen" is never said twice: "Anna Virtanen, anna.v@example.com".
 */
export function distinctNames<T>(
  rows: readonly T[],
  name: (row: T) => string,
  detail: (row: T) => string,
): (row: T) => string {
  const count = new Map<string, number>();
  for (const row of rows) count.set(name(row), (count.get(name(row)) ?? 0) + 1);
  return (row) => ((count.get(name(row)) ?? 0) > 1 ? `${name(row)}, ${detail(row)}` : name(row));
}
