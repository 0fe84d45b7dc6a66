import { listed } from "@/lib/format/plural";

/** A comparison as it is offered ("is any of"), and as part of a sentence: "is Sales or Care". */
export type Wording = { label: string; words: (names: readonly string[]) => string };

/** Every type can be asked whether there is a value. */
export const EMPTINESS = {
  is_empty: { label: "has no value", words: () => "has no value" },
  is_not_empty: { label: "has a value", words: () => "has a value" },
} as const satisfies Record<string, Wording>;

export const either = (names: readonly string[]) => listed(names, "or");
export const both = (names: readonly string[]) => listed(names, "and");
