"use client";

import { UsersRound } from "lucide-react";
import { useEffect, useState } from "react";
import type { PreviewRule } from "@/components/lists/types";
import { useScope } from "@/components/patterns/use-scope";
import { Spinner } from "@/components/ui/spinner";
import { formatNumber } from "@/lib/format/number";
import { fullName } from "@/lib/format/person";
import { plural } from "@/lib/format/plural";
import type { RulePreview as Preview } from "@/lib/lists/views";
import { ruleWords } from "@/lib/rules/describe-rule";
import type { RuleGroup } from "@/lib/rules/rule";
import type { Vocabulary } from "@/lib/rules/vocabulary";

type Props = {
  /** Null while something is not filled in. */
  rule: RuleGroup | null;
  known: Vocabulary;
  preview: PreviewRule;
  onProblems: (problems: Preview["problems"]) => void;
};

const DELAY_MS = 400;

/** Whom the rule holds for, counted a moment after the last change, and the rule as a sentence. */
export function RulePreview({ rule, known, preview, onProblems }: Props) {
  const scope = useScope();
  const [told, setTold] = useState<Preview | null>(null);
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const asked = rule ? JSON.stringify(rule) : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the rule's text changes, and for nothing else
  useEffect(() => {
    if (asked === null) return setPending(false);
    let isCurrent = true;
    setPending(true);
    const timer = setTimeout(async () => {
      const result = await preview(scope, { rule: JSON.parse(asked) }).catch(() => null);
      if (!isCurrent) return;
      setPending(false);
      setFailed(!result?.ok);
      if (!result?.ok) return;
      setTold(result.data);
      onProblems(result.data.problems);
    }, DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);

  return (
    <section aria-label="Who is in it" className="grid content-start gap-3 rounded-lg border bg-card p-4">
      <div aria-live="polite" className="grid gap-1">
        <p className="flex items-center gap-2 text-muted-foreground text-sm">
          In this list now {pending ? <Spinner /> : null}
        </p>
        <Count rule={rule} told={told} failed={failed} pending={pending} />
      </div>
      {rule && told && told.sample.length > 0 && !failed ? <Sample told={told} /> : null}
      {rule ? (
        <p className="wrap-anywhere border-t pt-3 text-pretty text-sm">
          <span className="text-muted-foreground">In words: </span>
          {ruleWords(rule, known)}
        </p>
      ) : null}
    </section>
  );
}

type CountProps = { rule: RuleGroup | null; told: Preview | null; failed: boolean; pending: boolean };

function Count({ rule, told, failed, pending }: CountProps) {
  if (!rule) {
    return (
      <p className="text-pretty text-muted-foreground text-sm">
        Fill in the conditions to see who they hold for.
      </p>
    );
  }
  if (failed)
    return <p className="text-sm">Could not be counted just now. You can save the rule all the same.</p>;
  if (!told) return <p className="h-8 text-muted-foreground text-sm">Counting…</p>;
  if (told.problems.length > 0) {
    return <p className="text-pretty text-sm">Nobody, until what is marked in the rule is put right.</p>;
  }
  if (told.count === null) {
    return <p className="text-pretty text-sm">Counting took too long. You can save the rule all the same.</p>;
  }
  return (
    <p className={pending ? "opacity-50" : undefined}>
      <span className="font-semibold text-2xl tabular-nums tracking-tight">{formatNumber(told.count)}</span>{" "}
      <span className="text-muted-foreground text-sm">{told.count === 1 ? "user" : "users"}</span>
    </p>
  );
}

function Sample({ told }: { told: Preview }) {
  const more = (told.count ?? 0) - told.sample.length;
  return (
    <div className="grid gap-1">
      <ul aria-label="Some of them" className="grid gap-1">
        {told.sample.map(({ id, firstName, lastName, email }) => (
          <li key={id} className="flex min-w-0 items-center gap-2 text-sm">
            <UsersRound className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
            <span className="truncate">{fullName(firstName, lastName) || email}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="pl-5.5 text-muted-foreground text-xs">and {plural(more, "other")}</p> : null}
    </div>
  );
}
