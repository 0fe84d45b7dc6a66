import { formatNumber } from "@/lib/format/number";

/** (1, "user") -> "1 user"; (1204, "user") -> "1,204 users"; (2, "entry", "entries") -> "2 entries". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "a", "a or b", "a, b or c"; many are cut short. */
export function listed(words: readonly string[], joint: "and" | "or"): string {
  if (words.length > 6) return `${words.slice(0, 5).join(", ")} ${joint} ${words.length - 5} more`;
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}
