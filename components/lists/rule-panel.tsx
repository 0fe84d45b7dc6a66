import { FileText } from "lucide-react";
import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { ListDetail } from "@/lib/lists/views";

/** The list's rule as a sentence, and the pages that the list opens. */
export function RulePanel({ list, base }: { list: ListDetail; base: string }) {
  return (
    <div className="grid gap-4">
      {list.problems.length > 0 ? (
        <Alert tone="danger">
          <AlertTitle>This list is empty because its rule is broken</AlertTitle>
          <AlertDescription>
            <ul className="list-disc pl-4">
              {[...new Set(list.problems.map(({ message }) => message))].map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
            Lists control who can see pages, so a rule that uses something deleted matches nobody until you
            edit it.
          </AlertDescription>
        </Alert>
      ) : null}
      <dl className="grid gap-x-6 gap-y-2 rounded-lg border bg-card px-4 py-3 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
        {list.kind === "dynamic" ? (
          <>
            <dt className="text-muted-foreground">Users</dt>
            <dd className="wrap-anywhere text-pretty">{list.words}</dd>
            <dt className="text-muted-foreground">Rule last changed</dt>
            <dd>
              <DayTime at={list.ruleAt} />
            </dd>
          </>
        ) : (
          <>
            <dt className="text-muted-foreground">Users</dt>
            <dd>Users added manually</dd>
          </>
        )}
        <dt className="text-muted-foreground">Opens</dt>
        <dd className="flex flex-wrap gap-x-3 gap-y-1">
          {list.pages.length === 0
            ? "No pages"
            : list.pages.map(({ id, title }) => (
                <Link
                  key={id}
                  href={`${base}/pages/${id}`}
                  className="wrap-anywhere inline-flex min-w-0 items-center gap-1.5 text-primary underline-offset-4 hover:underline"
                >
                  <FileText className="size-3.5 shrink-0" aria-hidden="true" />
                  {title}
                </Link>
              ))}
        </dd>
      </dl>
    </div>
  );
}
