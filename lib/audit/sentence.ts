import { phraseOf } from "@/lib/audit/phrases";
import { detailLabel, detailValue } from "@/lib/audit/words";

type Entry = { action: string; targetLabel: string | null; detail: Record<string, unknown> };

export type AuditSentence = {
  /** The words before and after what it happened to. */
  before: string;
  target: string | null;
  after: string;
};

/** An entry as the rest of a sentence that starts with the actor's name. */
export function auditSentence({ action, targetLabel }: Entry): AuditSentence {
  const phrase = phraseOf(action) ?? `${action.replace(".", ": ").replaceAll("_", " ")} {}`;
  const [before = "", after] = phrase.split("{}");
  return {
    before: before.trim(),
    target: after === undefined ? null : targetLabel,
    after: after?.trim() ?? "",
  };
}

/** `from` and `to` are null where there was, or is, nothing. */
export type AuditDetail = { label: string; from: string | null; to: string | null };

/** What only a look into the database can put in words: names of fields and lists, and rules. */
export type DetailWords = {
  now: Date;
  /** What a column of a file fills, or a rule, as text; undefined for what is neither. */
  textOf: (key: string, value: unknown) => string | null | undefined;
};

/**
 * What changed, in words: `{ before, after }` and `{ key: { from, to } }` become old and new values of the keys that
 * differ, nested ones by their path, and anything else a plain value. Ids are left out: the names are in the sentence.
 */
export function auditDetails({ detail }: Pick<Entry, "detail">, { now, textOf }: DetailWords): AuditDetail[] {
  return parts(flattened(detail)).flatMap(({ path, change }) => {
    const key = path.at(-1) ?? "";
    const inWords = (value: unknown) => textOf(key, value) ?? detailValue(key, value, now);
    const name = path.map((part, at) => labelOf(path, part, at)).join(": ");
    if (!("from" in change)) {
      const to = inWords(change.to);
      return to === null ? [] : [{ label: name, from: null, to }];
    }
    const [from, to] = [inWords(change.from), inWords(change.to)];
    return from === to ? [] : [{ label: name, from, to }];
  });
}

/** Columns of a file are called what the file calls them. */
function labelOf(path: readonly string[], part: string, at: number): string {
  return path[at - 1] === "columns" ? `“${part}”` : detailLabel(part);
}

type Change = { from: unknown; to: unknown } | { to: unknown };
type Part = { path: string[]; change: Change };

/** `{ before: { a: 1 }, after: { a: 2 } }` -> `{ a: { from: 1, to: 2 } }`, beside whatever else there is. */
function flattened(detail: Record<string, unknown>): Record<string, unknown> {
  const { before, after, readBefore, readAfter, ...rest } = detail;
  const read = readBefore === undefined ? {} : { readSettings: { from: readBefore, to: readAfter } };
  if (before === undefined && after === undefined) return { ...read, ...rest };
  if (!isRecord(before) || !isRecord(after)) return { value: { from: before, to: after }, ...read, ...rest };
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return {
    ...Object.fromEntries([...keys].map((key) => [key, { from: before[key], to: after[key] }])),
    ...read,
    ...rest,
  };
}

const DEPTH_MAX = 4;

function parts(detail: Record<string, unknown>): Part[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    if (isHidden(key)) return [];
    if (isRecord(value) && "from" in value && "to" in value) {
      return nested([key], { from: value.from, to: value.to });
    }
    return [{ path: [key], change: { to: value } }];
  });
}

/** Old and new value, key by key where both sides are more than one value. */
function nested(path: string[], change: { from: unknown; to: unknown }): Part[] {
  const { from, to } = change;
  const isDeep = isPlainSide(from) && isPlainSide(to) && (isRecord(from) || isRecord(to));
  if (!isDeep || path.length >= DEPTH_MAX || isOne(from) || isOne(to)) return [{ path, change }];
  const [was, is] = [isRecord(from) ? from : {}, isRecord(to) ? to : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !isHidden(key))
    .flatMap((key) => nested([...path, key], { from: was[key], to: is[key] }));
}

function isPlainSide(value: unknown): boolean {
  return value === undefined || value === null || isRecord(value);
}

/** What a column fills, and a rule, are one thing each. */
function isOne(value: unknown): boolean {
  return isRecord(value) && ("kind" in value || "match" in value || "on" in value);
}

/** Ids say nothing to a person. */
function isHidden(key: string): boolean {
  return /(^id|Id|Ids)$/.test(key);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
