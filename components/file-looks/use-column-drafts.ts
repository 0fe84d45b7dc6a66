"use client";

import { useCallback, useState } from "react";
import type { z } from "zod";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { freeLabel } from "@/lib/fields/free-label";
import type { addFieldsFromFileInput } from "@/lib/file-looks/schema";
import type { FieldType } from "@/lib/model/field";
import type { ColumnTarget, StandardTarget } from "@/lib/model/mapping";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";
import { type ColumnPlan, dateQuestion } from "@/lib/syncs/propose/plan-columns";

type Input = z.input<typeof addFieldsFromFileInput>;
export type ChosenColumn = Input["columns"][number];
export type Absent = NonNullable<Input["without"]>[number];

/** What a column becomes: a field of its type, what is suggested, a standard column that nothing fills yet, or nothing. */
export type Choice = FieldType | "near" | StandardTarget | "ignore";

export type ColumnDraft = {
  plan: ColumnPlan;
  choice: Choice;
  label: string;
  /** Null while it is not known which of several days its cells mean. */
  dateFormat: string | null | undefined;
};

/** The columns of a file that nothing fills yet, while someone decides about them. */
export function useColumnDrafts(plans: readonly ColumnPlan[], taken: readonly string[]) {
  const [drafts, setDrafts] = useState(() => draftsOf(plans, taken));
  const change = useCallback((header: string, part: Partial<ColumnDraft>) => {
    setDrafts((all) => all.map((draft) => (draft.plan.header === header ? { ...draft, ...part } : draft)));
  }, []);
  /** One answer counts for all columns of the file that ask the same. */
  const answer = useCallback((isDayFirst: boolean) => {
    setDrafts((all) =>
      all.map((draft) => {
        const format = draft.plan.guess.dateChoices?.find((one) => one.startsWith(isDayFirst ? "dd" : "MM"));
        return format === undefined ? draft : { ...draft, dateFormat: format };
      }),
    );
  }, []);
  return { drafts, change, answer };
}

/** The drafts for what a proposal is about. */
export function draftsOf(plans: readonly ColumnPlan[], taken: readonly string[]): ColumnDraft[] {
  const used = [...taken];
  return plans.flatMap((plan) => {
    if (plan.as === "kept") return [];
    const label = freeLabel(plan.header, used);
    const choice: Choice = plan.as === "field" ? plan.guess.type : plan.as;
    if (plan.as === "field") used.push(label);
    // Where every cell is the same day both ways (03/03), there is nothing to ask.
    const dateFormat = dateQuestion(plan.stats, plan.guess) ? null : plan.guess.dateFormat;
    return [{ plan, label, choice, dateFormat }];
  });
}

export function isField(choice: Choice): choice is FieldType {
  return choice in FIELD_KINDS;
}

export function isStandard(choice: Choice): choice is StandardTarget {
  return choice in STANDARD_LABELS;
}

/** Whether its cells read two ways and nobody has said which is meant. */
export function asks({ choice, dateFormat }: ColumnDraft): boolean {
  return choice === "date" && dateFormat === null;
}

/** What a column is called that a draft fills; null where it fills nothing but a field of its own. */
export function fillsOf({ choice, plan }: ColumnDraft): string | null {
  if (choice === "near") return plan.near?.label ?? null;
  return isStandard(choice) ? STANDARD_LABELS[choice] : null;
}

export function chosenOf(draft: ColumnDraft): ChosenColumn {
  const { plan, choice, label, dateFormat } = draft;
  const { header, near, guess } = plan;
  if (choice === "ignore") return { as: "ignore", header };
  if (choice === "near")
    return near ? { as: "target", header, target: unshared(near.target) } : { as: "ignore", header };
  if (isStandard(choice)) return { as: "target", header, target: { kind: choice } };
  const { type, why: _, options: __, leaveOut: ___, dateChoices: ____, ...reading } = guess;
  // How cells are read was found for the type that was proposed; words for none hold for each.
  const { blankWords } = reading;
  const own = type === choice ? reading : { ...(blankWords ? { blankWords } : {}) };
  const format = choice === "date" && dateFormat ? { dateFormat } : {};
  return { as: "field", header, label: label.trim(), type: choice, reading: unshared({ ...own, ...format }) };
}

/** What is sent can't be read-only to its schema. */
function unshared<T extends ColumnTarget | object>(value: T): T {
  return structuredClone(value);
}
