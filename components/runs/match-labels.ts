import { fullName } from "@/lib/format/person";
import type { MatchOn } from "@/lib/model/plan";
import type { MatchView } from "@/lib/runs/views/types";

/** What a new ID has in common with a user, as a group of lines is headed. */
export const MATCH_GROUPS: Readonly<Record<MatchOn, string>> = {
  address_and_names: "Same address and names",
  address: "Same address, different or no names",
  names: "Same names, different address",
};

export const SAME_LABELS = { same: "Same person", other: "Different person" } as const;

/** The user whom a new ID may be: "Ann Lee, ID 50 of HR, ann@example.com". */
export function matchLabel({ firstName, lastName, csvId, syncName, email }: MatchView): string {
  const name = fullName(firstName, lastName);
  const id = syncName ? `ID ${csvId} of ${syncName}` : `ID ${csvId}`;
  return [...(name ? [name] : []), id, email].join(", ");
}
