"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { Problem } from "@/components/shell/problem";
import { Button } from "@/components/ui/button";
import type { ErrorCode } from "@/lib/errors";

/** The digest of an error that is one of its own kind, see `AppError`. */
const TOO_SLOW: ErrorCode = "too_slow";

/** What Next hands to an error page. What was thrown may be anything. */
export type ErrorPageProps = { error: unknown; retry: () => void };

export function ErrorProblem({ error, retry, alone = false }: ErrorPageProps & { alone?: boolean }) {
  const reference = digestOf(error);
  return (
    <Problem
      alone={alone}
      icon={<CircleAlert />}
      title="This page could not be shown"
      actions={
        <>
          <Button onClick={retry}>Try again</Button>
          <Button asChild variant="outline">
            <Link href="/">Go to the start page</Link>
          </Button>
        </>
      }
    >
      <p>
        {reference === TOO_SLOW
          ? "The database took too long to answer, so loading it was stopped. Try again in a few minutes, or show fewer rows with a filter."
          : "Something went wrong on our side while loading it. Nothing was changed, and syncs go on by themselves."}
      </p>
      {reference && reference !== TOO_SLOW ? (
        <p className="mt-2">
          If it happens again, tell support the reference <span className="font-mono">{reference}</span>.
        </p>
      ) : null}
    </Problem>
  );
}

/** The reference under which the server logged it; null for an error of the browser's own. */
function digestOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}
