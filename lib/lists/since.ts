import type { Rule } from "@/lib/model/rule";
import { holds, type Subject } from "@/lib/rules/holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** Something that happened to a user. `before`: what they were until then; null when they were not there. */
export type Move = { at: Date; runId: string | null; by: string; before: Subject | null };

/** Since when, and what did it; `start`: their first day as far as is known, `rule`: a change of the list's rule. */
export type Since = { at: Date } & (
  | { what: "run"; runId: string; by: string }
  | { what: "member"; by: string }
  | { what: "start" | "rule" }
);

/** What is known of a user over time: `moves` newest first, nothing further back than `createdAt`. */
export type Past = { moves: readonly Move[]; createdAt: Date };

/**
 * The earliest moment from which a rule that holds now has held without a break, but not before the list had the rule.
 * What has been purged from the history is taken to have been no break.
 */
export function sinceWhen(
  { rule, ruleAt }: { rule: Rule; ruleAt: Date },
  known: Vocabulary,
  { moves, createdAt }: Past,
): Since {
  const came = moves.find(({ before }) => before === null || !holds(rule, before, known));
  const since: Since = came ? sinceMove(came) : { at: createdAt, what: "start" };
  return since.at < ruleAt ? { at: ruleAt, what: "rule" } : since;
}

/** For a static list: when they were put in, or came back after a removal since. */
export function sinceAdded({ addedAt, addedBy }: { addedAt: Date; addedBy: string }, { moves }: Past): Since {
  const back = moves.find(({ before }) => before === null);
  return back && back.at > addedAt ? sinceMove(back) : { at: addedAt, what: "member", by: addedBy };
}

function sinceMove({ at, runId, by }: Move): Since {
  return runId === null ? { at, what: "member", by } : { at, what: "run", runId, by };
}
