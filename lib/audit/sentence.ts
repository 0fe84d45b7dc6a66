import { phraseOf } from "@/lib/audit/phrases";

type Entry = { action: string; targetLabel: string | null; detail: Record<string, unknown> };

export type AuditSentence = {
  /** The words before and after what it happened to. */
  before: string;
  target: string | null;
  after: string;
};

/** An entry as the rest of a sentence that starts with the actor's name. */
export function auditSentence({ action, targetLabel }: Entry): AuditSentence {
  const phrase = phraseOf(action) ?? `${spaced(action.replace(".", ": "))} {}`;
  const [before = "", after] = phrase.split("{}");
  return {
    before: before.trim(),
    target: after === undefined ? null : targetLabel,
    after: after?.trim() ?? "",
  };
}

export type AuditDetail = { label: string; from: string | null; to: string };

/**
 * What changed, in words: `{ before, after }` and `{ key: { from, to } }` become old and new values of the keys that
 * differ, anything else a plain value. Nested values are left out: they are for machines.
 */
export function auditDetails({ detail }: Pick<Entry, "detail">): AuditDetail[] {
  return Object.entries(flattened(detail)).flatMap(([key, value]) => {
    const change = asChange(value);
    if (change) return changed(label(key), change);
    const to = plain(value);
    return to === null || hidden(key) ? [] : [{ label: label(key), from: null, to }];
  });
}

type Change = { from: unknown; to: unknown };

/** `{ before: { a: 1 }, after: { a: 2 } }` -> `{ a: { from: 1, to: 2 } }`, beside whatever else there is. */
function flattened(detail: Record<string, unknown>): Record<string, unknown> {
  const { before, after, ...rest } = detail;
  if (before === undefined && after === undefined) return rest;
  if (!isRecord(before) || !isRecord(after)) return { value: { from: before, to: after }, ...rest };
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return {
    ...Object.fromEntries([...keys].map((key) => [key, { from: before[key], to: after[key] }])),
    ...rest,
  };
}

function asChange(value: unknown): Change | null {
  return isRecord(value) && "from" in value && "to" in value ? { from: value.from, to: value.to } : null;
}

function changed(name: string, { from, to }: Change): AuditDetail[] {
  const [old, now] = [plain(from), plain(to)];
  return old === now || now === null ? [] : [{ label: name, from: old, to: now }];
}

function plain(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" || typeof value === "number") return String(value);
  const words = Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
  return words.length > 0 ? words.join(", ") : null;
}

/** Ids say nothing to a person, and the name is in the sentence. */
function hidden(key: string): boolean {
  return /(^id|Id|Ids)$/.test(key);
}

function label(key: string): string {
  return spaced(key.replace(/([a-z])([A-Z])/g, "$1 $2")).toLowerCase();
}

function spaced(text: string): string {
  return text.replaceAll("_", " ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
