"use client";

import { useMemo, useState } from "react";
import { RuleBuilder } from "@/components/lists/builder/rule-builder";
import { RulePreview } from "@/components/lists/builder/rule-preview";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { RuleGroup } from "@/lib/model/rule";
import { type DraftGroup, readDraft, startDraft } from "@/lib/rules/draft";
import type { RuleProblem } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";

type Props = {
  /** The rule as it is stored; null for a new list. */
  saved: RuleGroup | null;
  /** Null until it is edited. */
  draft: DraftGroup | null;
  onChange: (draft: DraftGroup) => void;
  known: Vocabulary;
  problems: readonly RuleProblem[];
  onProblems: (problems: readonly RuleProblem[]) => void;
  /** After an attempt to save: says what is missing. */
  strict: boolean;
};

/** The rule of a list, and beside it the users who match. */
export function RuleFields({ saved, draft, onChange, known, problems, onProblems, strict }: Props) {
  const [start] = useState(() => startDraft(saved));
  const shown = draft ?? start;
  const read = useMemo(() => readDraft(shown), [shown]);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid min-w-0 gap-3">
        {strict && !read.rule ? (
          <Alert tone="danger">
            <AlertTitle>The rule is incomplete</AlertTitle>
            <AlertDescription>Each incomplete condition says what is missing.</AlertDescription>
          </Alert>
        ) : null}
        <RuleBuilder
          draft={shown}
          onChange={onChange}
          read={read}
          known={known}
          problems={problems}
          strict={strict}
        />
      </div>
      <div className="lg:sticky lg:top-16">
        <RulePreview rule={read.rule} known={known} onProblems={onProblems} />
      </div>
    </div>
  );
}
