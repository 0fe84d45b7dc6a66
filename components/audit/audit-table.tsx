"use client";

import { ArrowRight, Bot, KeyRound, type LucideIcon, RefreshCw, User } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { DayTime } from "@/components/patterns/day-time";
import { Avatar } from "@/components/ui/avatar";
import type { AuditDetail } from "@/lib/audit/sentence";
import type { AuditEntryView } from "@/lib/audit-log/list";
import type { Named } from "@/lib/audit-log/look-up";
import { ACTORS, type ActorKind } from "@/lib/model/actor";

type AuditRow = Omit<AuditEntryView, "at"> & { at: string };

type Props = {
  rows: AuditRow[];
  /** The address of the organization, which the paths of entries follow. */
  base: string;
  /** Cursors of the pages with older and newer entries; null where there are none. */
  next: string | null;
  previous: string | null;
  empty: ReactNode;
};

/** The audit log as sentences, newest first. */
export function AuditTable({ rows, base, next, previous, empty }: Props) {
  const columns: DataColumn<AuditRow>[] = [
    { id: "what", header: "What happened", cell: (row) => <What row={row} base={base} /> },
    {
      id: "workspace",
      header: "Workspace",
      hideLabelOnPhone: true,
      cell: ({ workspace }) => <span className="text-muted-foreground">{workspace}</span>,
      className: "md:w-40",
    },
    {
      id: "at",
      header: "When",
      hideLabelOnPhone: true,
      cell: ({ at }) => (
        <span className="text-muted-foreground">
          <DayTime at={at} />
        </span>
      ),
      className: "md:w-40",
    },
  ];
  return (
    <DataTable
      caption="Audit log"
      columns={columns}
      rows={rows}
      rowId={(row) => String(row.id)}
      empty={empty}
      footer={<CursorPaging total="Newest first" next={next} previous={previous} />}
    />
  );
}

function What({ row, base }: { row: AuditRow; base: string }) {
  const { actorKind, actor, sentence, target, people, morePeople, details } = row;
  return (
    <div className="flex gap-3 py-1.5">
      <Who kind={actorKind} label={actor.name} />
      <div className="min-w-0 pt-1">
        <p className="break-words">
          <Name named={actor} base={base} /> {sentence.before}
          {sentence.target && (
            <>
              {" "}
              <Name named={{ name: sentence.target, path: target?.path ?? null }} base={base} />
            </>
          )}
          {sentence.after && ` ${sentence.after}`}
        </p>
        {people.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-x-2 text-xs">
            {people.map((person, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: several may have one name, and the order never changes
              <Name key={at} named={person} base={base} />
            ))}
            {morePeople > 0 && <span className="text-muted-foreground">and {morePeople} more</span>}
          </p>
        )}
        {details.length > 0 && (
          <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
            {details.map((detail) => (
              <Detail key={detail.label} {...detail} />
            ))}
          </dl>
        )}
      </div>
    </div>
  );
}

function Name({ named: { name, path }, base }: { named: Named; base: string }) {
  if (path === null) return <span className="font-medium">{name}</span>;
  return (
    <Link href={`${base}${path}`} className="font-medium underline-offset-4 hover:underline">
      {name}
    </Link>
  );
}

function Who({ kind, label }: { kind: ActorKind; label: string }) {
  if (ACTORS[kind].isPerson) return <Avatar name={label} />;
  const Icon = ICONS[kind];
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-7 shrink-0 items-center justify-center rounded-full border bg-subtle text-muted-foreground"
    >
      <Icon className="size-3.5" />
    </span>
  );
}

const ICONS = {
  member: User,
  user: User,
  run: RefreshCw,
  token: KeyRound,
  system: Bot,
} satisfies Record<ActorKind, LucideIcon>;

function Detail({ label, from, to }: AuditDetail) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      <dt>{label}:</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-1 break-words text-foreground">
        {from !== null && (
          <>
            <span className="text-muted-foreground line-through">{from}</span>
            <ArrowRight aria-label="changed to" className="size-3" />
          </>
        )}
        <span>{to ?? "nothing"}</span>
      </dd>
    </div>
  );
}
