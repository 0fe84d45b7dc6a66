import { Diff, DiffList } from "@/components/patterns/diff";
import type { ValueDiff } from "@/lib/users/values";

/** The changed values of a user, one per line: label, old -> new. */
export function ValueDiffs({ diffs }: { diffs: readonly ValueDiff[] }) {
  return (
    <dl className="grid gap-1 text-sm">
      {diffs.map((diff) => (
        <div key={diff.key} className="flex min-w-0 flex-wrap gap-x-2">
          <dt className="shrink-0 text-muted-foreground">
            <bdi>{diff.label}</bdi>
          </dt>
          <dd className="min-w-0 wrap-anywhere">
            {diff.kind === "one" ? (
              <Diff before={diff.before} after={diff.after} />
            ) : (
              <DiffList before={diff.before} after={diff.after} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
