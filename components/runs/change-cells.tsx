"use client";

import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { lookOf, STATUS_WORDS } from "@/components/runs/change-kinds";
import type { ChangeRow } from "@/components/runs/change-row";
import { keptInWords, partLabel, staleInWords } from "@/components/runs/kept-words";
import { Badge } from "@/components/ui/badge";
import { ValueDiffs } from "@/components/users/value-diffs";
import { ValueList } from "@/components/users/value-list";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

const DIFFS_SHOWN = 12;

/** What happens to the person, as icon and word, and what has become of the line. */
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
          {status === "waiting" && !change.isOpen ? "Waited" : STATUS_WORDS[status]}
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

/** The ID, and the row and line of the file that say so. */
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
  /** The file's name; null when there is none. */
  fileName: string | null;
  fields: readonly ProfileField[];
};

/** What changes, field by field; and whatever has to be known before it goes. */
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
          <span className="font-medium">{partLabel(part.part, fields)}</span>: {keptInWords(part)}
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
          {status === "left_out" ? "Left out with" : "Takes an address that"} the change of ID{" "}
          {change.dependsOn}
          {status === "left_out" ? ", whose address it would have taken." : " frees."}
        </span>
      ) : null}
      {status === "stale" ? (
        <span className="text-held text-sm">
          {staleInWords(change.staleReason, fields)}
          {change.staleReason ? (
            <>
              {" on "}
              <DayTime at={change.staleReason.at} />
            </>
          ) : null}
          . That was after the plan was made, so it was not applied to them. The next run looks again.
        </span>
      ) : null}
    </span>
  );
}

/** Why the line is there, where its values don't say so themselves. */
function reasonOf(
  { kind, unlinks, oldCsvId, diffs }: ChangeRow,
  isUndo: boolean,
  fileName: string | null,
): string | null {
  if (unlinks) return "Becomes a user added by hand again, as before the run";
  if (isUndo) {
    if (kind === "remove") return "The run had created or restored them";
    return kind === "restore" ? "The run had removed them" : null;
  }
  if (kind === "create" && diffs.length === 0) return "No other values";
  if (kind === "remove") return `Not in ${fileName ?? "the file"} any more`;
  if (kind === "restore") return `Back in ${fileName ?? "the file"}`;
  if (kind === "relink" && oldCsvId === null)
    return "Added by hand until now; the file keeps them up to date from then on";
  return null;
}
