import { sameText } from "@/lib/values/same-text";

/** What a mapping says of a header; undefined for nothing. A file may have columns named `constructor` or `__proto__`. */
export function mappedTarget<T>(columns: Readonly<Record<string, T>>, header: string): T | undefined {
  if (Object.hasOwn(columns, header)) return columns[header];
  const wanted = sameText(header);
  return Object.entries(columns).find(([name]) => sameText(name) === wanted)?.[1];
}
