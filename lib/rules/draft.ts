import { unreachable } from "@/lib/errors";
import {
  type Condition,
  FIELD_OPERATORS,
  type FieldCondition,
  type FieldOperator,
  isGroup,
  operandOf,
  type Rule,
  type RuleGroup,
  rule as ruleSchema,
} from "@/lib/model/rule";

/** A rule that is being edited: every part has a key, and a condition may be incomplete. */
export type DraftCondition = {
  key: string;
  /** `field:12`, `email`, `team`, … */
  topic: string;
  op: string;
  /** Ids of the selected options, teams, syncs or roles, as text. */
  picked: readonly string[];
  text: string;
};
export type DraftGroup = { key: string; match: RuleGroup["match"]; parts: readonly DraftPart[] };
export type DraftPart = DraftGroup | DraftCondition;

/** The choice "Added manually" among the syncs. */
export const MANUAL = "manual";

export const isDraftGroup = (part: DraftPart): part is DraftGroup => "parts" in part;

let made = 0;
const newKey = () => `part-${++made}`;

export const emptyCondition = (): DraftCondition => ({
  key: newKey(),
  topic: "",
  op: "",
  picked: [],
  text: "",
});
export const emptyGroup = (match: RuleGroup["match"] = "any"): DraftGroup => ({
  key: newKey(),
  match,
  parts: [emptyCondition()],
});

/** A copy of a part, with new keys. */
export function copyOf(part: DraftPart): DraftPart {
  if (!isDraftGroup(part)) return { ...part, key: newKey() };
  return { ...part, key: newKey(), parts: part.parts.map(copyOf) };
}

/** What editing starts from: the stored rule, or one empty condition. */
export function startDraft(rule: RuleGroup | null): DraftGroup {
  return rule ? draftOf(rule) : { key: "rule", match: "all", parts: [emptyCondition()] };
}

export function draftOf(rule: RuleGroup): DraftGroup {
  return { key: newKey(), match: rule.match, parts: rule.rules.map(partOf) };
}

function partOf(part: Rule): DraftPart {
  return isGroup(part) ? draftOf(part) : { ...emptyCondition(), ...conditionDraft(part) };
}

function conditionDraft(condition: Condition): Partial<DraftCondition> {
  switch (condition.on) {
    case "field":
      return {
        topic: `field:${condition.fieldId}`,
        op: condition.op,
        picked: "optionIds" in condition ? condition.optionIds.map(String) : [],
        text: textIn(condition),
      };
    case "text":
      return { topic: condition.part, op: condition.op, text: condition.text };
    case "team":
    case "manages": {
      const any = condition.teamIds.length === 0 ? "_any" : "";
      return { topic: condition.on, op: `${condition.op}${any}`, picked: condition.teamIds.map(String) };
    }
    case "source":
      return { topic: "source", op: condition.op, picked: condition.syncIds.map((id) => id ?? MANUAL) };
    case "role":
      return { topic: "role", op: condition.op, picked: condition.roles };
    default:
      return unreachable(condition);
  }
}

function textIn(condition: FieldCondition): string {
  const operand = operandOf(condition);
  return typeof operand === "string" ? operand : "";
}

/** The rule, or null while it is incomplete; and what is missing, by path: `0.1` is the second part of the first. */
export type ReadDraft = { rule: RuleGroup | null; incomplete: ReadonlyMap<string, string> };

export function readDraft(draft: DraftGroup): ReadDraft {
  const incomplete = new Map<string, string>();
  const built = groupRule(draft, [], incomplete);
  const parsed = ruleSchema.safeParse(built);
  // An incomplete condition fails the schema too, with a message nobody can use: skip those.
  for (const issue of incomplete.size === 0 ? (parsed.error?.issues ?? []) : []) {
    const path = issue.path.filter((step) => typeof step === "number").join(".");
    if (!incomplete.has(path)) incomplete.set(path, issue.message);
  }
  return { rule: parsed.success && incomplete.size === 0 ? parsed.data : null, incomplete };
}

function groupRule(draft: DraftGroup, path: readonly number[], incomplete: Map<string, string>): unknown {
  if (draft.parts.length === 0) incomplete.set(path.join("."), "Add a condition, or remove this group.");
  return {
    match: draft.match,
    rules: draft.parts.map((part, at) => {
      const here = [...path, at];
      if (isDraftGroup(part)) return groupRule(part, here, incomplete);
      const gap = gapIn(part);
      if (gap) incomplete.set(here.join("."), gap);
      return conditionRule(part);
    }),
  };
}

type Need = "picks" | "nothing" | "text" | "number" | "date";

/** What an operator is to be given; that of a profile field says it itself. */
export function needs(op: string): Need {
  if (op === "in" || op === "not_in") return "picks";
  if (!isFieldOperator(op)) return "nothing";
  const operand = FIELD_OPERATORS[op];
  return operand === "options" ? "picks" : operand;
}

function isFieldOperator(op: string): op is FieldOperator {
  return op in FIELD_OPERATORS;
}

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/;

function gapIn({ topic, op, picked, text }: DraftCondition): string | null {
  if (topic === "") return "Choose a field.";
  if (op === "") return "Choose an operator.";
  const need = needs(op);
  if (need === "nothing") return null;
  if (need === "picks") return picked.length === 0 ? "Choose at least one." : null;
  if (text.trim() === "") return need === "date" ? "Enter a date." : "Enter a value.";
  const isBroken = need === "number" && !NUMBER.test(numberIn(text));
  return isBroken ? "Enter a number, such as 1250 or -37.5." : null;
}

/** `1 250,5` -> `1250.5`. */
function numberIn(text: string): string {
  return text.replace(/\s/g, "").replace(",", ".");
}

function conditionRule({ topic, op, picked, text }: DraftCondition): unknown {
  const ids = picked.map(Number);
  if (topic.startsWith("field:")) {
    const named = { on: "field", fieldId: Number(topic.slice(6)), op };
    const need = needs(op);
    switch (need) {
      case "picks":
        return { ...named, optionIds: ids };
      case "text":
        return { ...named, text };
      case "number":
        return { ...named, number: numberIn(text) };
      case "date":
        return { ...named, date: text };
      case "nothing":
        return named;
      default:
        return unreachable(need);
    }
  }
  // exempt(switch): a topic is any text here, and the schema of rules refuses what is none
  switch (topic) {
    case "team":
    case "manages":
      return { on: topic, op: op.replace("_any", ""), teamIds: op.endsWith("_any") ? [] : ids };
    case "source":
      return { on: "source", op, syncIds: picked.map((id) => (id === MANUAL ? null : id)) };
    case "role":
      return { on: "role", op, roles: picked };
    default:
      return { on: "text", part: topic, op, text: needs(op) === "text" ? text : "" };
  }
}
