"use client";

import { useMemo, useState } from "react";
import { BuilderContext } from "@/components/lists/builder/builder-context";
import { GroupBox } from "@/components/lists/builder/group-box";
import { OptionSelect } from "@/components/patterns/option-select";
import { type DraftGroup, type DraftPart, draftOf, isDraftGroup, type ReadDraft } from "@/lib/rules/draft";
import { type Edit, editDraft, hasRoom } from "@/lib/rules/edit-draft";
import type { RuleProblem } from "@/lib/rules/problems";
import { topicsOf } from "@/lib/rules/topics";
import type { Vocabulary } from "@/lib/rules/vocabulary";

type Props = {
  draft: DraftGroup;
  onChange: (draft: DraftGroup) => void;
  read: ReadDraft;
  known: Vocabulary;
  /** What is broken in the saved rule: deleted fields, options, teams or syncs that it uses. */
  problems: readonly RuleProblem[];
  /** Also shows what is missing: after an attempt to save. */
  strict: boolean;
};

/** All, any or none of several conditions, in groups. Each condition shows its own error. */
export function RuleBuilder({ draft, onChange, read, known, problems, strict }: Props) {
  const topics = useMemo(() => topicsOf(known), [known]);
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const broken = new Map(problems.map(({ path, message }) => [path.join("."), message]));

  function edit(change: Edit) {
    if (change.do === "add") setFocusKey(firstKey(change.part));
    const next = editDraft(draft, change);
    if (change.do === "remove") setFocusKey(neighbour(draft, next));
    onChange(next);
  }

  function errorAt(path: readonly number[]): string | undefined {
    const at = path.join(".");
    return broken.get(at) ?? (strict ? read.incomplete.get(at) : undefined);
  }

  return (
    <BuilderContext value={{ topics, edit, errorAt, focusKey, canAdd: (more) => hasRoom(draft, more) }}>
      <div className="grid gap-4">
        {isUntouched(draft) ? <QuickStart known={known} onChange={onChange} /> : null}
        <GroupBox group={draft} path={[]} />
      </div>
    </BuilderContext>
  );
}

/** The most common rule in one step. */
function QuickStart({ known, onChange }: { known: Vocabulary; onChange: (draft: DraftGroup) => void }) {
  if (known.fields.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md border border-dashed px-3 py-2 text-sm">
      <span className="text-muted-foreground">Quick start: users without a value in</span>
      <OptionSelect
        aria-label="Users without a value in a field"
        options={known.fields.map(({ id, label }) => ({ value: String(id), label }))}
        value=""
        onChange={(id) => {
          const condition = { on: "field" as const, fieldId: Number(id), op: "is_empty" as const };
          onChange(draftOf({ match: "all", rules: [condition] }));
        }}
        placeholder="Choose a field"
        className="w-48"
      />
    </div>
  );
}

function isUntouched(draft: DraftGroup): boolean {
  const [only] = draft.parts;
  return draft.parts.length < 2 && (!only || (!isDraftGroup(only) && only.topic === ""));
}

function firstKey(part: DraftPart): string {
  if (!isDraftGroup(part)) return part.key;
  return part.parts[0] ? firstKey(part.parts[0]) : part.key;
}

/** Where the focus goes when a condition is removed: to the next one, or else to the one before it. */
function neighbour(before: DraftGroup, after: DraftGroup): string | null {
  const [keysBefore, keysAfter] = [leafKeys(before), leafKeys(after)];
  const at = keysBefore.findIndex((key) => !keysAfter.includes(key));
  return keysAfter[Math.min(at, keysAfter.length - 1)] ?? null;
}

function leafKeys(part: DraftPart): string[] {
  return isDraftGroup(part) ? part.parts.flatMap(leafKeys) : [part.key];
}
