"use client";

import { Problem } from "@/components/shell/problem";
import { outlineButton, primaryButton } from "@/components/ui/button-classes";
import type { ErrorCode } from "@/lib/errors";

/** An error code that is passed as the digest, see `AppError`. */
const TOO_SLOW: ErrorCode = "too_slow";

/** The props that Next passes to an error page. The thrown value may be anything. */
export type ErrorPageProps = { error: unknown; retry: () => void };

export type ProblemWords = {
  title: string;
  text: string;
  tooSlow: string;
  /** Around the reference. */
  reference: readonly [before: string, after: string];
  retry: string;
  start: string;
};

const english = (support: string): ProblemWords => ({
  title: "This page could not be loaded",
  text: "The server could not load this page. Nothing was changed, and syncs keep running.",
  tooSlow:
    "The database took too long to respond. Try again in a few minutes, or use a filter to show fewer rows.",
  reference: [`If this happens again, give ${support} the reference `, "."],
  retry: "Try again",
  start: "Go to the start page",
});

type Props = ErrorPageProps & {
  alone?: boolean;
  /** Whom to tell; null or left out where that is not known. */
  support?: string | null;
  /** For pages that are not in English. */
  words?: ProblemWords;
};

export function ErrorProblem({ error, retry, alone = false, support, words }: Props) {
  const said = words ?? english(support ?? "support");
  const reference = digestOf(error);
  return (
    <Problem
      alone={alone}
      icon="error"
      title={said.title}
      actions={
        <>
          <button type="button" className={primaryButton} onClick={retry}>
            {said.retry}
          </button>
          {/* A full load, which leaves nothing of what failed in memory. */}
          <a href="/" className={outlineButton}>
            {said.start}
          </a>
        </>
      }
    >
      <p>{reference === TOO_SLOW ? said.tooSlow : said.text}</p>
      {reference && reference !== TOO_SLOW ? (
        <p className="mt-2">
          {said.reference[0]}
          <span className="font-mono">{reference}</span>
          {said.reference[1]}
        </p>
      ) : null}
    </Problem>
  );
}

/** The reference that the server logged; null for an error in the browser. */
function digestOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
