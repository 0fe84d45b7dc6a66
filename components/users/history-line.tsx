import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { formatNumber } from "@/lib/format/number";
import type { FirstSeen, UserEvent } from "@/lib/users/views";

type RunEvent = Extract<UserEvent, { by: "run" }>;

/** "row 212 of employees.csv", with the line where that is another number; null when there was no file. */
export function placeInWords({
  fileName,
  row,
  line,
}: Pick<FirstSeen, "fileName" | "row" | "line">): string | null {
  if (row === null) return fileName;
  const where = `row ${formatNumber(row)}${line === null || line === row ? "" : ` (line ${formatNumber(line)})`}`;
  return fileName ? `${where} of ${fileName}` : where;
}

export function RunOf({ id, at, base }: { id: string; at: Date; base: string }) {
  return (
    <Link className="text-primary underline-offset-4 hover:underline" href={`${base}/runs/${id}`}>
      run of <DayTime at={at} dayOnly />
    </Link>
  );
}

/** Which run did it, what of the file said so, and who asked for it and let it go. */
export function ByRun({ event, base }: { event: RunEvent; base: string }) {
  const { undoes, runId, runAt, runState, syncName, kind, row } = event;
  const place = row === null && kind === "remove" ? null : placeInWords(event);
  return (
    <span className="text-muted-foreground">
      {undoes ? (
        <>
          by the{" "}
          <Link className="text-primary underline-offset-4 hover:underline" href={`${base}/runs/${runId}`}>
            undo
          </Link>{" "}
          of the <RunOf id={undoes.id} at={undoes.createdAt} base={base} />
        </>
      ) : kind === "create" ? (
        <>
          {place ? <bdi>in {place}</bdi> : null}
          {place ? ", " : "by the "}
          <RunOf id={runId} at={runAt} base={base} /> of <bdi>{syncName}</bdi>
        </>
      ) : (
        <>
          by the <RunOf id={runId} at={runAt} base={base} /> of <bdi>{syncName}</bdi>
          {place ? <bdi> ({place})</bdi> : null}
        </>
      )}
      <bdi>{whoInWords(event)}</bdi>
      {runState === "undone" ? ", undone since" : ""}
    </span>
  );
}

function whoInWords({ trigger, requestedBy, approvedBy, undoes }: RunEvent): string {
  const asked =
    trigger === "schedule"
      ? ""
      : `, ${undoes ? "asked for" : trigger === "upload" ? "uploaded" : "started"} by ${requestedBy}`;
  if (!approvedBy) return asked;
  return approvedBy === requestedBy && asked
    ? `${asked} and approved`
    : `${asked}, approved by ${approvedBy}`;
}
