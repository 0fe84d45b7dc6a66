/** What a mapping says of a header; undefined for nothing. A file may have columns named `constructor` or `__proto__`. */
export function mappedTarget<T>(columns: Readonly<Record<string, T>>, header: string): T | undefined {
  return Object.hasOwn(columns, header) ? columns[header] : undefined;
}
