import Link from "next/link";
import { SeverityBadge } from "@/components/patterns/severity-badge";
import { ISSUE_HELP } from "@/components/runs/issue-help";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { IssueGroup } from "@/lib/runs/views/types";

type Props = { groups: readonly IssueGroup[]; href: string };

/** The issues by kind: how many, what to do, and the sentences that come up most. A kind filters the table. */
export function IssueGroups({ groups, href }: Props) {
  return (
    <ul className="grid gap-px overflow-hidden rounded-lg border bg-border lg:grid-cols-2">
      {groups.map(({ severity, code, count, messages }) => (
        <li
          key={`${severity} ${code}`}
          className="grid content-start gap-1 bg-card px-4 py-3 lg:last:odd:col-span-2"
        >
          <div className="flex flex-wrap items-center gap-2">
            <SeverityBadge severity={severity} count={count} />
            <Link
              href={`${href}?tab=issues&code=${code}`}
              scroll={false}
              className="rounded-sm font-medium underline-offset-4 hover:underline"
            >
              {ISSUE_HELP[code]?.title ?? code}
            </Link>
          </div>
          <p className="text-muted-foreground text-sm">{ISSUE_HELP[code]?.remedy}</p>
          {messages.length > 1 || count > 1 ? (
            <ul className="grid gap-0.5 text-sm">
              {messages.map((said) => (
                <li key={said.message} className="flex min-w-0 justify-between gap-4">
                  <span className="min-w-0 truncate">{said.message}</span>
                  <span className="shrink-0 text-muted-foreground">
                    {code === "column_unknown" ? formatNumber(said.count) : plural(said.count, "row")}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
