import type { FieldType } from "@/lib/model/field";

export type Named = { id: number; label: string };
export type KnownField = { id: number; label: string; type: FieldType; options: readonly Named[] };

/** What a rule of a workspace can refer to: everything that exists. */
export type Vocabulary = {
  fields: readonly KnownField[];
  teams: readonly Named[];
  syncs: readonly { id: string; label: string }[];
};

export type HandRole = "member" | "manager";

/** Including how many people were added to a team manually. `ids` of teams with none are not in it. */
export type HandCounts = readonly { teamId: number; role: HandRole; count: number }[];
