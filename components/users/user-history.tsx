import { ArrowRightLeft, Hand, History, Pencil, Plus, Trash2, Undo2 } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { RelativeTime } from "@/components/patterns/relative-time";
import { ByRun } from "@/components/users/history-line";
import { ValueDiffs } from "@/components/users/value-diffs";
import { ValueList } from "@/components/users/value-list";
import type { ProfileField } from "@/lib/model/field";
import { roleLabel } from "@/lib/users/roles";
import { diffValues } from "@/lib/users/values";
import type { UserEvent } from "@/lib/users/views";

type Props = { events: readonly UserEvent[]; fields: readonly ProfileField[]; base: string };

const LOOKS = {
  create: { icon: Plus, label: "Added", tone: "text-success" },
  update: { icon: Pencil, label: "Changed", tone: "text-running" },
  remove: { icon: Trash2, label: "Removed", tone: "text-danger" },
  restore: { icon: Undo2, label: "Restored", tone: "text-success" },
  relink: { icon: ArrowRightLeft, label: "ID changed", tone: "text-held" },
} as const;

/** The timeline of a user, newest first. */
export function UserHistory({ events, fields, base }: Props) {
  if (events.length === 0) {
    return (
      <EmptyState
        compact
        icon={<History />}
        title="No history yet"
        description="Changes made by runs and by members appear here."
      />
    );
  }
  return (
    <ol className="grid gap-5">
      {events.map((event) => {
        const { icon: Icon, label, tone } = lookOf(event);
        return (
          <li key={event.key} className="grid grid-cols-[1.5rem_1fr] gap-x-3">
            <span className={`flex size-6 items-center justify-center rounded-full border bg-subtle ${tone}`}>
              <Icon className="size-3.5" aria-hidden="true" />
            </span>
            <div className="grid min-w-0 gap-1.5 pt-0.5">
              <p className="min-w-0 wrap-anywhere text-sm">
                <span className="font-medium">{label}</span>{" "}
                {event.by === "member" ? (
                  <span className="text-muted-foreground">
                    by <bdi>{event.actorLabel}</bdi>
                  </span>
                ) : (
                  <ByRun event={event} base={base} />
                )}{" "}
                <span className="text-muted-foreground">·</span>{" "}
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

function lookOf(event: UserEvent) {
  const look = LOOKS[event.kind];
  if (event.by === "member") return look;
  if (event.unlinks) return { ...look, icon: Hand, label: "Disconnected from sync" };
  if (event.kind === "relink" && event.oldCsvId === null)
    return { ...look, icon: Hand, label: "Connected to sync" };
  if (event.kind === "create") return { ...look, label: "First seen" };
  if (!event.undoes) return look;
  if (event.kind === "update") return { ...look, label: "Reverted" };
  return event.kind === "relink" ? { ...look, label: "ID restored" } : look;
}

function Values({ event, fields }: { event: UserEvent; fields: readonly ProfileField[] }) {
  if (event.kind === "remove") return null;
  const isNew = event.kind === "create" || event.before === null;
  const diffs = diffValues(isNew ? null : event.before, event.after, fields);
  const role = event.by === "member" ? event.role : null;
  const isRelinked = event.by === "run" && event.oldCsvId !== null && !event.unlinks;
  return (
    <>
      {isRelinked ? (
        <ValueDiffs
          diffs={[
            { key: "id", label: "ID in the file", kind: "one", before: event.oldCsvId, after: event.csvId },
          ]}
        />
      ) : null}
      {isNew ? event.kind === "create" && <ValueList diffs={diffs} /> : <ValueDiffs diffs={diffs} />}
      {role ? (
        <p className="text-sm">
          <span className="text-muted-foreground">Role</span> {roleLabel(role.from)} → {roleLabel(role.to)}
        </p>
      ) : null}
    </>
  );
}
