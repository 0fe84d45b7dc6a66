"use client";

import { CircleAlert, FileCheck2, LoaderCircle } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionError } from "@/lib/action";
import { formatBytes } from "@/lib/format/bytes";
import { formatNumber } from "@/lib/format/number";
import { mistakenWord, parsePattern, patternFault } from "@/lib/pipeline/choose/pattern";
import { matchFilesAction } from "@/lib/syncs/actions";
import type { FileMatches } from "@/lib/syncs/match-files";

type Props = {
  /** The workspace of the form; that of the page if absent. */
  workspace?: string;
  sourceId: string;
  path: string;
  timeZone: string;
  daysOldMax: number | null;
};

/** Long enough that nothing is asked while someone types. */
const PAUSE_MS = 700;

type Answer = { matches: FileMatches | null } | { error: ActionError };

/** What the pattern in a field matches now, and which file a run would take. Nothing for a path without a pattern. */
export function PatternMatches({ sourceId, path, timeZone, daysOldMax, ...props }: Props) {
  const scope = useScope();
  const { org } = scope;
  const workspace = props.workspace ?? scope.workspace;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const isPattern = patternFault(path) === null && parsePattern(path) !== null;

  useEffect(() => {
    setAnswer(null);
    if (!isPattern) return;
    let current = true;
    const timer = setTimeout(async () => {
      const input = { remoteSourceId: sourceId, path, timeZone, daysOldMax };
      const result = await matchFilesAction({ org, workspace }, input).catch(() => null);
      // Typed on since: the answer is about another pattern.
      if (!current || result === null) return;
      setAnswer(result.ok ? { matches: result.data } : { error: result.error });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [isPattern, org, workspace, sourceId, path, timeZone, daysOldMax]);

  const word = mistakenWord(path);
  return (
    <div aria-live="polite" className="grid gap-2 empty:hidden">
      {word ? (
        <Line icon={<CircleAlert />}>
          <span className="font-mono">{word}</span> is not a date word. Use {"{yyyy}"}, {"{MM}"} and {"{dd}"},
          such as users_{"{yyyy}{MM}{dd}"}.csv.
        </Line>
      ) : null}
      {isPattern && !answer ? (
        <Line icon={<LoaderCircle className="animate-spin motion-reduce:animate-none" />}>
          Looking for files
        </Line>
      ) : null}
      {answer && "error" in answer ? <Line icon={<CircleAlert />}>{answer.error.message}</Line> : null}
      {answer && "matches" in answer && answer.matches ? <Found matches={answer.matches} /> : null}
    </div>
  );
}

function Found({ matches }: { matches: FileMatches }) {
  if (matches.kind === "none") {
    return (
      <Line icon={<CircleAlert />}>
        {matches.message.replace(/^File error: /, "")}. {matches.remedy}
      </Line>
    );
  }
  const { path, modifiedAt, sizeBytes, why, others, othersCount, notes } = matches;
  const more = othersCount - others.length;
  return (
    <Line icon={<FileCheck2 />}>
      A run would take <span className="break-all font-mono text-foreground">{path}</span>
      {sizeBytes === null ? null : ` (${formatBytes(sizeBytes)})`}
      {modifiedAt ? (
        <>
          , changed <RelativeTime at={modifiedAt} />
        </>
      ) : null}
      . {why}
      {othersCount > 0 ? (
        <>
          {" "}
          Also matches: <span className="break-all font-mono">{others.slice(0, 3).join(", ")}</span>
          {othersCount > 3
            ? ` and ${formatNumber(Math.max(more, 0) + Math.max(others.length - 3, 0))} more`
            : null}
          .
        </>
      ) : null}
      {notes.map((note) => (
        <span key={note} className="block text-foreground">
          {note}
        </span>
      ))}
    </Line>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2 text-muted-foreground text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
      {icon}
      <p className="wrap-anywhere min-w-0">{children}</p>
    </div>
  );
}
