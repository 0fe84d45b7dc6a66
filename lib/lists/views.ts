import type { UserListKind } from "@/drizzle/schema/user-lists";
import type { UserRole } from "@/drizzle/schema/users";
import type { Since } from "@/lib/lists/since";
import type { RuleGroup } from "@/lib/model/rule";
import type { RunTrigger } from "@/lib/model/run";
import type { RuleProblem } from "@/lib/rules/problems";

export type PageLink = { id: number; title: string };

export type ListItem = {
  id: number;
  name: string;
  description: string;
  kind: UserListKind;
  /** Its rule in words; empty for a static one. */
  words: string;
  /** Why nobody is in it, when its rule can't be followed. */
  problems: readonly RuleProblem[];
  /** Pages that it opens. */
  pages: PageLink[];
};

export type ListDetail = ListItem & {
  rule: RuleGroup | null;
  createdBy: string;
  createdAt: Date;
  /** When its rule was last changed. */
  ruleAt: Date;
};

export type ListedMember = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  role: UserRole;
};

/** A user in a list, with why and since when. */
export type ListMember = ListedMember & Membership;

export type Membership = {
  since: Since;
  /** The conditions that hold, in words; empty for a static list. */
  reasons: string[];
  /** Who added them manually. */
  addedBy: string | null;
};

export type MemberPage = { members: ListMember[]; next: string | null; previous: string | null };

/** A list that a user is in. */
export type UserMembership = Membership & { list: Pick<ListItem, "id" | "name" | "kind" | "pages"> };

/** Who a rule that is not saved yet would hold for. `count` is null when counting took too long. */
export type RulePreview = {
  count: number | null;
  sample: ListedMember[];
  words: string;
  problems: readonly RuleProblem[];
};

/** What a run did to a list. */
export type ListRun = {
  runId: string;
  at: Date;
  trigger: RunTrigger;
  syncName: string;
  isUndo: boolean;
  joined: number;
  left: number;
};

export type RunPerson = { changeId: number; userId: number | null; name: string; email: string };
