"use client";

import { Problem } from "@/components/shell/problem";
import { outlineButton, primaryButton } from "@/components/ui/button-classes";
import type { ErrorCode } from "@/lib/errors";

/** An error code that is passed as the digest, see `AppError`. */
const TOO_SLOW: ErrorCode = "too_slow";

/** The props that Next passes to an error page. The thrown value may be anything. */
export type ErrorPageProps = { error: unknown; retry: () => void };

type Props = ErrorPageProps & {
  alone?: boolean;
  /** Whom to tell; null or left out where that is not known. */
  support?: string | null;
};

export function ErrorProblem({ error, retry, alone = false, support }: Props) {
  const reference = digestOf(error);
  return (
    <Problem
      alone={alone}
      icon="error"
      title="This page could not be loaded"
      actions={
        <>
          <button type="button" className={primaryButton} onClick={retry}>
            Try again
          </button>
          {/* A full load, which leaves nothing of what failed in memory. */}
          <a href="/" className={outlineButton}>
            Go to the start page
          </a>
        </>
      }
    >
      <p>
        {reference === TOO_SLOW
          ? "The database took too long to respond. Try again in a few minutes, or use a filter to show fewer rows."
          : "The server could not load this page. Nothing was changed, and syncs keep running."}
      </p>
      {reference && reference !== TOO_SLOW ? (
        <p className="mt-2">
          If this happens again, give {support ?? "support"} the reference{" "}
          <span className="font-mono">{reference}</span>.
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
