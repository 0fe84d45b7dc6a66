import { ArrowRightLeft, History, Pencil, Plus, Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { roleLabel } from "@/components/users/roles";
import { ValueDiffs } from "@/components/users/value-diffs";
import { ValueList } from "@/components/users/value-list";
import { formatNumber } from "@/lib/format/number";
import type { ProfileField } from "@/lib/sync/types";
import { diffValues } from "@/lib/users/diff-values";
import type { UserEvent } from "@/lib/users/views";

type Props = { events: readonly UserEvent[]; fields: readonly ProfileField[]; base: string };

const LOOKS = {
  create: { icon: Plus, word: "Added", tone: "text-success" },
  update: { icon: Pencil, word: "Changed", tone: "text-running" },
  remove: { icon: Trash2, word: "Removed", tone: "text-danger" },
  restore: { icon: Undo2, word: "Restored", tone: "text-success" },
  relink: { icon: ArrowRightLeft, word: "Given a new ID", tone: "text-running" },
} as const;

/** The timeline of a user, newest first. */
export function UserHistory({ events, fields, base }: Props) {
  if (events.length === 0) {
    return (
      <EmptyState
        compact
        icon={<History />}
        title="Nothing is on record"
        description="Changes by runs and by hand will stand here."
      />
    );
  }
  return (
    <ol className="grid gap-5">
      {events.map((event) => {
        const { icon: Icon, word, tone } = LOOKS[event.kind];
        return (
          <li key={event.key} className="grid grid-cols-[1.5rem_1fr] gap-x-3">
            <span className={`flex size-6 items-center justify-center rounded-full border bg-subtle ${tone}`}>
              <Icon className="size-3.5" aria-hidden="true" />
            </span>
            <div className="grid min-w-0 gap-1.5 pt-0.5">
              <p className="flex flex-wrap gap-x-1.5 text-sm">
                <span className="font-medium">{word}</span>
                <By event={event} base={base} />
                <RelativeTime at={event.at} className="text-muted-foreground" />
              </p>
              <Values event={event} fields={fields} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function By({ event, base }: { event: UserEvent; base: string }) {
  if (event.by === "member") return <span className="text-muted-foreground">by {event.actorLabel}</span>;
  const row = event.row === null ? "" : `row ${formatNumber(event.row)} of `;
  const file = event.fileName ? ` (${row}${event.fileName})` : "";
  return (
    <span className="text-muted-foreground">
      by{" "}
      <Link className="text-primary underline-offset-4 hover:underline" href={`${base}/runs/${event.runId}`}>
        a run of {event.syncName}
      </Link>
      {file}
    </span>
  );
}

function Values({ event, fields }: { event: UserEvent; fields: readonly ProfileField[] }) {
  if (event.kind === "remove") return null;
  const isNew = event.kind === "create" || event.before === null;
  const diffs = diffValues(isNew ? null : event.before, event.after, fields);
  const role = event.by === "member" ? event.role : null;
  return (
    <>
      {isNew ? event.kind === "create" && <ValueList diffs={diffs} /> : <ValueDiffs diffs={diffs} />}
      {role ? (
        <p className="text-sm">
          <span className="text-muted-foreground">Role</span> {roleLabel(role.from)} → {roleLabel(role.to)}
        </p>
      ) : null}
    </>
  );
}
