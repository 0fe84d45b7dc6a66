import { z } from "zod";
import { createListInput } from "@/lib/lists/schema";
import type { RuleGroup } from "@/lib/model/rule";
import { type DraftGroup, readDraft, startDraft } from "@/lib/rules/draft";

/** The form holds the rule as a draft, null until it is edited. What it sends has the rule, null while it is incomplete. */
export const listShape = createListInput
  .pick({ name: true, description: true, kind: true })
  .extend({ saved: z.custom<RuleGroup | null>(), draft: z.custom<DraftGroup | null>() })
  .transform(({ saved, draft, ...list }) => ({
    ...list,
    rule: list.kind === "dynamic" ? readDraft(draft ?? startDraft(saved)).rule : null,
  }));

export type TypedList = z.input<typeof listShape>;
export type ReadList = z.output<typeof listShape>;
