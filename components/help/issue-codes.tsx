import { ISSUE_HELP } from "@/components/runs/issue-help";
import type { IssueCode, Severity } from "@/lib/model/issue";
import { ISSUE_LEVELS } from "@/lib/model/issue-levels";

const LEVELS: readonly { severity: Severity; title: string; text: string }[] = [
  { severity: "blocking", title: "What stops a file", text: "Nothing is changed until it is corrected." },
  {
    severity: "error",
    title: "What skips a row",
    text: "The other rows are used. The user of a skipped row stays as they are, and is never removed because of it.",
  },
  {
    severity: "warning",
    title: "What is a warning",
    text: "The user is created or updated; only the value in question is left as it was.",
  },
];

/** Every kind of issue that a report can have, with what to do about it. */
export function IssueCodes() {
  return LEVELS.map(({ severity, title, text }) => (
    <section key={severity} aria-labelledby={severity} className="grid min-w-0 grid-cols-1 gap-3">
      <div>
        <h2 id={severity} className="font-semibold text-lg">
          {title}
        </h2>
        <p className="text-pretty text-muted-foreground">{text}</p>
      </div>
      <dl className="grid divide-y border-y">
        {codesOf(severity).map((code) => (
          <div
            key={code}
            id={code}
            className="grid scroll-mt-4 break-inside-avoid gap-1 py-2.5 sm:grid-cols-2 sm:gap-6"
          >
            <dt className="min-w-0">
              <span className="font-medium">{ISSUE_HELP[code].title}</span>
              <span className="block break-all font-mono text-muted-foreground text-xs">{code}</span>
            </dt>
            <dd className="text-pretty text-muted-foreground">{ISSUE_HELP[code].remedy}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function codesOf(severity: Severity): IssueCode[] {
  // The keys of a record of all codes are codes.
  const codes = Object.keys(ISSUE_LEVELS) as IssueCode[];
  return codes.filter((code) => ISSUE_LEVELS[code] === severity);
}
