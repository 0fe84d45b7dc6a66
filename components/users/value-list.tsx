import { isolated } from "@/lib/format/isolated";
import type { ValueDiff } from "@/lib/users/values";

/** The values a user was created with, as label and value, inline. */
export function ValueList({ diffs }: { diffs: readonly ValueDiff[] }) {
  return (
    <dl className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-sm">
      {diffs.map((diff) => (
        <div key={diff.key} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-muted-foreground">
            <bdi>{diff.label}</bdi>
          </dt>
          <dd className="min-w-0 wrap-anywhere">
            {diff.kind === "one" ? <bdi>{diff.after}</bdi> : diff.after.map(isolated).join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
