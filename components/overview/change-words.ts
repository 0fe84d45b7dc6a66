import { formatNumber } from "@/lib/format/number";

type Changes = Record<"created" | "updated" | "removed" | "restored", number>;

const DONE: Readonly<Record<keyof Changes, string>> = {
  created: "created",
  updated: "updated",
  restored: "restored",
  removed: "removed",
};

/** "12 created, 3 removed"; "" for none. */
export function countsOf(changes: Changes, words: Readonly<Record<keyof Changes, string>> = DONE): string {
  return (["created", "updated", "restored", "removed"] as const)
    .filter((kind) => changes[kind] > 0)
    .map((kind) => `${formatNumber(changes[kind])} ${words[kind]}`)
    .join(", ");
}
