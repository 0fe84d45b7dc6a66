import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { formatNumber } from "@/lib/format/number";
import type { FirstSeen, UserEvent } from "@/lib/users/views";

type RunEvent = Extract<UserEvent, { by: "run" }>;

/** "row 212 of employees.csv", with the line number where it differs; null when there was no file. */
export function rowLabel({
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

/** The run that made a change, its row in the file, and who started and approved it. */
export function ByRun({ event, base }: { event: RunEvent; base: string }) {
  const { undoes, runId, runAt, runState, syncName, kind, row } = event;
  const place = row === null && kind === "remove" ? null : rowLabel(event);
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
          <RunOf id={runId} at={runAt} base={base} /> (<bdi>{syncName}</bdi>)
        </>
      ) : (
        <>
          by <bdi>{syncName}</bdi>, <RunOf id={runId} at={runAt} base={base} />
          {place ? <bdi> ({place})</bdi> : null}
        </>
      )}
      <bdi>{peopleLabel(event)}</bdi>
      {runState === "undone" ? ", later undone" : ""}
    </span>
  );
}

function peopleLabel({ trigger, requestedBy, approvedBy, undoes }: RunEvent): string {
  const started =
    trigger === "schedule"
      ? ""
      : `, ${undoes ? "requested" : trigger === "upload" ? "uploaded" : "started"} by ${requestedBy}`;
  if (!approvedBy) return started;
  return approvedBy === requestedBy && started
    ? `${started} and approved`
    : `${started}, approved by ${approvedBy}`;
}
