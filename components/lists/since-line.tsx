import Link from "next/link";
import { RelativeTime } from "@/components/patterns/relative-time";
import { unreachable } from "@/lib/errors";
import type { Since } from "@/lib/lists/since";

/** "3 May, by a run of Employees", where the run is a link. */
export function SinceLine({ since, base }: { since: Since; base: string }) {
  return (
    <span className="text-muted-foreground">
      <RelativeTime at={since.at} className="inline" />
      <By since={since} base={base} />
    </span>
  );
}

function By({ since, base }: { since: Since; base: string }) {
  switch (since.what) {
    case "run":
      return (
        <>
          , by a{" "}
          <Link
            href={`${base}/runs/${since.runId}`}
            className="text-primary underline-offset-4 hover:underline"
          >
            run of {since.by}
          </Link>
        </>
      );
    case "member":
      return (
        <>
          , by <bdi>{since.by}</bdi>
        </>
      );
    case "rule":
      return ", when the rule was set";
    case "start":
      return ", when the user was created";
    default:
      return unreachable(since);
  }
}
