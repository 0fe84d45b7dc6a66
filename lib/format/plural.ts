import { formatNumber } from "@/lib/format/number";

/** (1, "user") -> "1 user"; (1204, "user") -> "1,204 users"; (2, "entry", "entries") -> "2 entries". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
