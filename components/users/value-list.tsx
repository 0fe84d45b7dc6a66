import type { ValueDiff } from "@/lib/users/values";

/** The values a user was created with, as label and value, inline. */
export function ValueList({ diffs }: { diffs: readonly ValueDiff[] }) {
  return (
    <dl className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-sm">
      {diffs.map((diff) => (
        <div key={diff.key} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-muted-foreground">{diff.label}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {diff.kind === "one" ? diff.after : diff.after.join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
