"use client";

import { UsersRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { Spinner } from "@/components/ui/spinner";
import { formatNumber } from "@/lib/format/number";
import { fullName } from "@/lib/format/person";
import { previewRuleAction } from "@/lib/lists/actions";
import type { RulePreview as Preview } from "@/lib/lists/views";
import type { RuleGroup } from "@/lib/model/rule";
import { ruleWords } from "@/lib/rules/describe-rule";
import type { Vocabulary } from "@/lib/rules/vocabulary";

type Props = {
  /** Null while the rule is incomplete. */
  rule: RuleGroup | null;
  known: Vocabulary;
  onProblems: (problems: Preview["problems"]) => void;
};

const DELAY_MS = 400;

/** The users who match the rule, counted shortly after the last change, and the rule as a sentence. */
export function RulePreview({ rule, known, onProblems }: Props) {
  const scope = useScope();
  const [answer, setAnswer] = useState<Preview | null>(null);
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const ruleText = rule ? JSON.stringify(rule) : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: counts again only when the rule's text changes
  useEffect(() => {
    if (ruleText === null) return setPending(false);
    let isCurrent = true;
    setPending(true);
    const timer = setTimeout(async () => {
      const result = await previewRuleAction(scope, { rule: JSON.parse(ruleText) }).catch(() => null);
      if (!isCurrent) return;
      setPending(false);
      setFailed(!result?.ok);
      if (!result?.ok) return;
      setAnswer(result.data);
      onProblems(result.data.problems);
    }, DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ruleText]);

  return (
    <section aria-label="Preview" className="grid content-start gap-3 rounded-lg border bg-card p-4">
      <div aria-live="polite" className="grid gap-1">
        <p className="flex items-center gap-2 text-muted-foreground text-sm">
          In this list now {pending ? <Spinner /> : null}
        </p>
        <Count rule={rule} answer={answer} failed={failed} pending={pending} />
      </div>
      {rule && answer && answer.sample.length > 0 && !failed ? <Sample answer={answer} /> : null}
      {rule ? (
        <p className="wrap-anywhere border-t pt-3 text-pretty text-sm">
          <span className="text-muted-foreground">In words: </span>
          {ruleWords(rule, known)}
        </p>
      ) : null}
    </section>
  );
}

type CountProps = { rule: RuleGroup | null; answer: Preview | null; failed: boolean; pending: boolean };

function Count({ rule, answer, failed, pending }: CountProps) {
  if (!rule) {
    return (
      <p className="text-pretty text-muted-foreground text-sm">Complete the conditions to see who matches.</p>
    );
  }
  if (failed)
    return (
      <p className="text-sm">The number of users can't be shown right now. You can still save the rule.</p>
    );
  if (!answer) return <p className="h-8 text-muted-foreground text-sm">Counting…</p>;
  if (answer.problems.length > 0) {
    return <p className="text-pretty text-sm">Nobody, until you fix the marked conditions.</p>;
  }
  if (answer.count === null) {
    return <p className="text-pretty text-sm">Counting took too long. You can still save the rule.</p>;
  }
  return (
    <p className={pending ? "opacity-50" : undefined}>
      <span className="font-semibold text-2xl tabular-nums tracking-tight">{formatNumber(answer.count)}</span>{" "}
      <span className="text-muted-foreground text-sm">{answer.count === 1 ? "user" : "users"}</span>
    </p>
  );
}

function Sample({ answer }: { answer: Preview }) {
  const more = (answer.count ?? 0) - answer.sample.length;
  return (
    <div className="grid gap-1">
      <ul aria-label="Examples" className="grid gap-1">
        {answer.sample.map(({ id, firstName, lastName, email }) => (
          <li key={id} className="flex min-w-0 items-center gap-2 text-sm">
            <UsersRound className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
            <span className="truncate" dir="auto">
              {fullName(firstName, lastName) || email}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="pl-5.5 text-muted-foreground text-xs">and {formatNumber(more)} more</p>
      ) : null}
    </div>
  );
}
