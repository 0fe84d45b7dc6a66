import Link from "next/link";
import { SeverityBadge } from "@/components/patterns/severity-badge";
import { ISSUE_HELP, valueRemedy } from "@/components/runs/issue-help";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { IssueGroup } from "@/lib/runs/views/types";
import { revealed } from "@/lib/values/same-text";

/** The filters of the table below that can be set here. */
type IssueChoice = { code: string | null; column: string | null; value: string | null };

type Props = {
  groups: readonly IssueGroup[];
  /** The URL of the run. */
  href: string;
  chosen: IssueChoice;
  /** The option that is closest to a value of a column. */
  meantBy: (column: string | null, value: string) => string | null;
};

/** Further values of one kind are collapsed. */
const SHOWN_AT_ONCE = 5;

/** The issues by kind: count, remedy and most frequent values. Kinds and values filter the table. */
export function IssueGroups({ groups, ...around }: Props) {
  return (
    <ul className="grid gap-px overflow-hidden rounded-lg border bg-border lg:grid-cols-2">
      {groups.map((group) => (
        <li
          key={`${group.severity} ${group.code}`}
          className="grid content-start gap-1 bg-card px-4 py-3 lg:last:odd:col-span-2"
        >
          <div className="flex flex-wrap items-center gap-2">
            <SeverityBadge severity={group.severity} count={group.count} />
            <Link
              href={`${around.href}?${new URLSearchParams({ tab: "issues", code: group.code })}`}
              scroll={false}
              className="rounded-sm py-0.5 font-medium underline-offset-4 hover:underline"
            >
              {ISSUE_HELP[group.code]?.title ?? group.code}
            </Link>
          </div>
          <p className="text-muted-foreground text-sm">{ISSUE_HELP[group.code]?.remedy}</p>
          <Values group={group} {...around} />
        </li>
      ))}
    </ul>
  );
}

type Part = Omit<Props, "groups"> & { group: IssueGroup };

function Values({ group, ...around }: Part) {
  const { values, more } = group;
  if (values.length === 0) return null;
  const folded = values.slice(SHOWN_AT_ONCE);
  const left = folded.length + more.values;
  return (
    <div className="grid gap-0.5 text-sm">
      <ValueLines group={group} {...around} values={values.slice(0, SHOWN_AT_ONCE)} />
      {left > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm py-0.5 text-muted-foreground hover:text-foreground">
            and {formatNumber(left)} {more.orMore ? "or more others" : left === 1 ? "other" : "others"}
          </summary>
          <ValueLines group={group} {...around} values={folded} />
          {more.values > 0 || more.orMore ? (
            <p className="text-muted-foreground">Download all issues to see every stored row.</p>
          ) : null}
        </details>
      ) : null}
    </div>
  );
}

function ValueLines({ group: { code }, href, chosen, meantBy, values }: Part & Pick<IssueGroup, "values">) {
  return (
    <ul className="grid gap-0.5">
      {values.map(({ column, value, count }) => {
        const isChosen = chosen.code === code && chosen.column === column && chosen.value === value;
        const query = new URLSearchParams({ tab: "issues", code });
        if (column !== null) query.set("column", column);
        if (value !== null) query.set("value", value);
        return (
          <li key={`${column} ${value}`} className="flex min-w-0 justify-between gap-4">
            <span className="flex min-w-0 flex-wrap items-center gap-x-2">
              <Link
                href={`${href}?${query}`}
                scroll={false}
                aria-current={isChosen ? "true" : undefined}
                className={cn(
                  "min-w-0 max-w-full truncate rounded-sm py-0.5 underline-offset-4 hover:underline",
                  isChosen && "font-medium text-primary",
                )}
              >
                {value === null ? column : `'${revealed(value)}'`}
              </Link>
              {value !== null && column !== null ? (
                <span className="text-muted-foreground">in {column}</span>
              ) : null}
              <span className="text-muted-foreground">
                {valueRemedy({ code, column, value }, value === null ? null : meantBy(column, value))}
              </span>
            </span>
            <span className="shrink-0 py-0.5 text-muted-foreground">
              {code === "column_unknown" ? "the whole column" : plural(count, "row")}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
