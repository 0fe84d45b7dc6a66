"use client";

import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { lookOf, STATUS_WORDS } from "@/components/runs/change-kinds";
import type { ChangeRow } from "@/components/runs/change-row";
import { keptLabel, partLabel, staleLabel } from "@/components/runs/kept-labels";
import { Badge } from "@/components/ui/badge";
import { ValueDiffs } from "@/components/users/value-diffs";
import { ValueList } from "@/components/users/value-list";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

const DIFFS_SHOWN = 12;

/** The kind of the change as icon and word, and the status of the line. */
export function Kind({ change, isUndo }: { change: ChangeRow; isUndo: boolean }) {
  const { word, icon: Icon, tone } = lookOf(change, isUndo);
  const { status, isDone } = change;
  return (
    <span className="grid justify-items-start gap-1">
      <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${tone}`}>
        <Icon className="size-3.5" aria-hidden="true" />
        {word}
      </span>
      {isDone ? <Badge variant="success">Applied</Badge> : null}
      {status === "planned" || isDone ? null : (
        <Badge variant={status === "waiting" && change.isOpen ? "held" : "neutral"}>
          {status === "waiting" && !change.isOpen ? "Not applied" : STATUS_WORDS[status]}
        </Badge>
      )}
    </span>
  );
}

export function Who({ change: { name, email, href } }: { change: ChangeRow }) {
  const shown = name || email;
  return (
    <span className="grid min-w-0">
      {href ? (
        <Link
          href={href}
          className="w-fit max-w-full break-words font-medium underline-offset-4 hover:underline"
        >
          <bdi>{shown}</bdi>
        </Link>
      ) : (
        <bdi className="break-words font-medium">{shown}</bdi>
      )}
      {name === "" ? null : <bdi className="break-all text-muted-foreground">{email}</bdi>}
    </span>
  );
}

/** The ID, and its row and line in the file. */
export function Place({ change: { csvId, row, line } }: { change: ChangeRow }) {
  return (
    <span className="grid min-w-16 gap-0.5 max-md:justify-items-end">
      <bdi className="break-all font-mono">{csvId}</bdi>
      {row === null ? null : (
        <span className="whitespace-nowrap text-muted-foreground text-xs">
          row {formatNumber(row)}
          {line === null || line === row ? "" : `, line ${formatNumber(line)}`}
        </span>
      )}
    </span>
  );
}

type ValuesProps = {
  change: ChangeRow;
  isUndo: boolean;
  /** The name of the file; null without one. */
  fileName: string | null;
  fields: readonly ProfileField[];
};

/** What changes, field by field, with notes about dependencies and skipped values. */
export function Values({ change, isUndo, fileName, fields }: ValuesProps) {
  const { diffs, kept, status, oldCsvId, kind, csvId, unlinks } = change;
  const shown = diffs.slice(0, DIFFS_SHOWN);
  const more = diffs.length - shown.length;
  const why = reasonOf(change, isUndo, fileName);
  return (
    <span className="grid min-w-0 gap-1">
      {why ? <span className="text-muted-foreground">{why}</span> : null}
      {oldCsvId !== null && !unlinks ? (
        <ValueDiffs diffs={[{ key: "id", label: "ID", kind: "one", before: oldCsvId, after: csvId }]} />
      ) : null}
      {shown.length === 0 ? null : kind === "create" ? (
        <ValueList diffs={shown} />
      ) : (
        <ValueDiffs diffs={shown} />
      )}
      {more > 0 ? (
        <span className="text-muted-foreground text-xs">and {plural(more, "more value")}</span>
      ) : null}
      {kept.map((part) => (
        <span key={part.part} className="text-held text-sm">
          <span className="font-medium">{partLabel(part.part, fields)}</span>: {keptLabel(part)}
          {part.at ? (
            <>
              {" on "}
              <DayTime at={part.at} />
            </>
          ) : null}
        </span>
      ))}
      {change.dependsOn !== null && change.needs.length === 0 ? (
        <span className="text-muted-foreground text-xs">
          {status === "left_out" ? "Left out, because it depends on" : "Depends on"} the change to ID{" "}
          {change.dependsOn}
          {status === "left_out" ? ", which was left out." : "."}
        </span>
      ) : null}
      {status === "stale" ? (
        <span className="text-held text-sm">
          {staleLabel(change.staleReason, fields)}
          {change.staleReason ? (
            <>
              {" on "}
              <DayTime at={change.staleReason.at} />
            </>
          ) : null}
          . The plan was made before that, so this change was not applied. The next run checks this user
          again.
        </span>
      ) : null}
    </span>
  );
}

/** Why the line is in the plan, if its values don't show it. */
function reasonOf(
  { kind, unlinks, oldCsvId, diffs }: ChangeRow,
  isUndo: boolean,
  fileName: string | null,
): string | null {
  if (unlinks) return "Disconnected from the sync, as before the run";
  if (isUndo) {
    if (kind === "remove") return "Created or restored by the run";
    return kind === "restore" ? "Removed by the run" : null;
  }
  if (kind === "create" && diffs.length === 0) return "No other values";
  if (kind === "remove") return `No longer in ${fileName ?? "the file"}`;
  if (kind === "restore") return `Back in ${fileName ?? "the file"}`;
  if (kind === "relink" && oldCsvId === null)
    return "Added manually. From now on, the file updates this user.";
  return null;
}
