import { reasonsOf } from "@/lib/lists/reasons";
import { type Past, sinceAdded, sinceWhen } from "@/lib/lists/since";
import type { Membership } from "@/lib/lists/views";
import type { Rule } from "@/lib/model/rule";
import type { Subject } from "@/lib/rules/holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";

type Added = { addedBy: string; addedAt: Date };

/** Why, and since when, somebody is in a list that they are in. `added` is of a static one. */
export function membershipOf(
  { rule, ruleAt }: { rule: Rule | null; ruleAt: Date },
  { subject, past }: { subject: Subject; past: Past },
  { known, added }: { known: Vocabulary; added: Added | undefined },
): Membership {
  if (rule) {
    const since = sinceWhen({ rule, ruleAt }, known, past);
    return { since, reasons: reasonsOf(rule, subject, known), addedBy: null };
  }
  const { addedBy, addedAt } = added ?? { addedBy: "", addedAt: past.createdAt };
  return { since: sinceAdded({ addedAt, addedBy }, past), reasons: [], addedBy };
}
