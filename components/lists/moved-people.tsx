"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useEffect, useId, useRef, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";
import { listEffectPeopleAction } from "@/lib/lists/actions";
import type { EffectPeople } from "@/lib/lists/get-run-effects";
import type { RunPerson } from "@/lib/lists/views";

type Side = EffectPeople["side"];

type Props = {
  /** What the numbers are about, for screen readers. */
  name: string;
  query: Omit<EffectPeople, "side" | "after">;
  gained: number;
  lost: number;
  labels: Readonly<Record<Side, string>>;
  base: string;
};

/** "+12 joined  −3 left": each number opens its list of people. */
export function MovedPeople({ name, query, gained, lost, labels, base }: Props) {
  const [open, setOpen] = useState<Side | null>(null);
  const id = useId();
  const sides = [
    { side: "gained" as const, count: gained, sign: "+", tone: "text-success" },
    { side: "lost" as const, count: lost, sign: "−", tone: "text-danger" },
  ].filter(({ count }) => count > 0);
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap gap-1">
        {sides.map(({ side, count, sign, tone }) => (
          <Button
            key={side}
            variant="ghost"
            size="sm"
            aria-expanded={open === side}
            aria-controls={open === side ? id : undefined}
            aria-label={`${name}: ${formatNumber(count)} ${labels[side]}`}
            onClick={() => setOpen(open === side ? null : side)}
            className="gap-1 px-2"
          >
            <span className={cn("font-semibold tabular-nums", tone)}>
              {sign}
              {formatNumber(count)}
            </span>
            <span className="font-normal text-muted-foreground">{labels[side]}</span>
            <ChevronDown
              className={cn("size-3.5 text-muted-foreground", open === side && "rotate-180")}
              aria-hidden="true"
            />
          </Button>
        ))}
      </div>
      {open ? <People key={open} id={id} query={{ ...query, side: open }} base={base} /> : null}
    </div>
  );
}

type PeopleProps = { id: string; query: Omit<EffectPeople, "after">; base: string };

function People({ id, query, base }: PeopleProps) {
  const scope = useScope();
  const [shown, setShown] = useState<readonly RunPerson[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const { run, pending, error } = useAction(listEffectPeopleAction, {
    quiet: true,
    onDone: (page) => {
      setShown([...(shown ?? []), ...page.people]);
      setNext(page.next);
    },
  });
  // Loaded once, when first opened: most of these lists are never opened.
  const begun = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when first opened
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void run(scope, { ...query, after: null });
  }, []);
  return (
    <div id={id} className="grid gap-2 rounded-md border bg-subtle px-3 py-2" aria-live="polite">
      {shown ? (
        <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map(({ changeId, userId, name, email }) => (
            <li key={changeId} className="min-w-0 truncate text-sm">
              {userId === null ? (
                <span>{name || email}</span>
              ) : (
                <Link href={`${base}/users/${userId}`} className="underline-offset-4 hover:underline">
                  {name || email}
                </Link>
              )}
              {name && name !== email ? <span className="text-muted-foreground"> {email}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {pending ? <Spinner /> : null}
      <ActionErrorPanel error={error} />
      {next === null || pending ? null : (
        <Button
          variant="outline"
          size="sm"
          className="w-fit"
          onClick={() => void run(scope, { ...query, after: next })}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
