import { FileUp, Server, Settings2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { issueTitle } from "@/components/runs/issue-help";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { isWaitingForFile } from "@/lib/model/run-state";
import type { IssueItem, RunDetail } from "@/lib/runs/views/types";

type Props = {
  run: RunDetail;
  /** The blocking issue, if the problem is in the file. */
  blocking: IssueItem | null;
  /** The URL of Remote Sources; null for members who may not change them. */
  sourcesHref: string | null;
  base: string;
  /** The URL of the settings of the sync; null for members who may not change them. */
  settingsHref: string | null;
  /** "Sync now"; null for members who may not start runs. */
  again: ReactNode;
  /** "Use line 3", if the header is probably there. */
  useHeader: ReactNode;
};

/** What happened, where, and what to do next. The raw message is collapsed. */
export function RunProblem({ run, blocking, sourcesHref, base, settingsHref, again, useHeader }: Props) {
  const { failure } = run;
  if (!failure) return null;
  const where = placeOf(run, blocking);
  const isWaiting = isWaitingForFile(run);
  return (
    <Alert tone={isWaiting ? "held" : "danger"} className="py-3.5">
      <AlertTitle className="text-lg">
        {blocking ? issueTitle(blocking.code) : isWaiting ? "Not all files have arrived yet" : "Sync failed"}
      </AlertTitle>
      <AlertDescription className="gap-2 text-foreground">
        <p className="break-words">{failure.message}</p>
        {where ? (
          <p>
            <span className="font-medium">Where:</span> {where}
          </p>
        ) : null}
        {failure.remedy ? (
          <p className="break-words">
            <span className="font-medium">What to do:</span> {failure.remedy}
          </p>
        ) : null}
        <p className="text-muted-foreground">
          Nothing was changed. All users are as they were before this run.
        </p>
        <details className="text-muted-foreground text-sm">
          <summary className="w-fit cursor-pointer rounded-sm">Details for support</summary>
          <pre className="mt-1.5 overflow-x-auto whitespace-pre-wrap rounded-md border bg-background p-2.5 font-mono text-xs">
            {[`Code: ${failure.code}`, `Message: ${failure.message}`, `Run: ${run.id}`].join("\n")}
          </pre>
        </details>
      </AlertDescription>
      <AlertActions>
        {useHeader}
        {again}
        <NextPlace
          run={run}
          sourcesHref={sourcesHref}
          base={base}
          settingsHref={blocking ? settingsHref : null}
        />
      </AlertActions>
    </Alert>
  );
}

/** "Row 212, column "Email", value "x"", or the file or server concerned. */
function placeOf({ source, remoteSource }: RunDetail, blocking: IssueItem | null): string | null {
  if (blocking) {
    const parts = [
      blocking.line === null ? null : `line ${formatNumber(blocking.line)}`,
      blocking.row === null || blocking.row === blocking.line ? null : `row ${formatNumber(blocking.row)}`,
      blocking.column === null ? null : `column "${blocking.column}"`,
      blocking.value === null ? null : `value "${blocking.value}"`,
    ].filter((part) => part !== null);
    const file = source ? `${source.path}${parts.length > 0 ? ", " : ""}` : "";
    return `${file}${parts.join(", ")}` || null;
  }
  return remoteSource ? `Remote Source "${remoteSource.name}" (${remoteSource.address})` : null;
}

type Next = Pick<Props, "run" | "sourcesHref" | "base" | "settingsHref">;

function NextPlace({ run, sourcesHref, base, settingsHref }: Next) {
  if (run.trigger === "upload") {
    return (
      <Button variant="outline" asChild>
        <Link href={`${base}/upload`}>
          <FileUp aria-hidden="true" />
          Upload another file
        </Link>
      </Button>
    );
  }
  if (settingsHref) {
    return (
      <Button variant="outline" asChild>
        <Link href={settingsHref}>
          <Settings2 aria-hidden="true" />
          Open file settings
        </Link>
      </Button>
    );
  }
  if (!sourcesHref || !run.remoteSource || !run.failure?.code.startsWith("source_")) return null;
  return (
    <Button variant="outline" asChild>
      <Link href={`${sourcesHref}/${run.remoteSource.id}/edit`}>
        <Server aria-hidden="true" />
        Open Remote Source
      </Link>
    </Button>
  );
}
