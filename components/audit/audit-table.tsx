"use client";

import { ArrowRight, Bot, KeyRound, type LucideIcon, RefreshCw, User } from "lucide-react";
import type { ReactNode } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Avatar } from "@/components/ui/avatar";
import type { AuditDetail, AuditSentence } from "@/lib/audit/sentence";
import { ACTORS, type ActorKind } from "@/lib/model/actor";

type AuditRow = {
  id: number;
  at: string;
  actorKind: ActorKind;
  actorLabel: string;
  sentence: AuditSentence;
  details: AuditDetail[];
};

type Props = { rows: AuditRow[]; total: number; page: number; pageSize: number; empty: ReactNode };

const COLUMNS: DataColumn<AuditRow>[] = [
  { id: "what", header: "What happened", cell: (row) => <What row={row} /> },
  {
    id: "at",
    header: "When",
    cell: ({ at }) => <RelativeTime at={at} className="text-muted-foreground" />,
    className: "md:w-40",
  },
];

/** The audit log as sentences, newest first. */
export function AuditTable(props: Props) {
  return <DataTable caption="Audit log" columns={COLUMNS} rowId={(row) => String(row.id)} {...props} />;
}

function What({ row }: { row: AuditRow }) {
  const { actorKind, actorLabel, sentence, details } = row;
  return (
    <div className="flex gap-3 py-1.5">
      <Who kind={actorKind} label={actorLabel} />
      <div className="min-w-0 pt-1">
        <p className="break-words">
          <span className="font-medium">{actorLabel}</span> {sentence.before}
          {sentence.target && <span className="font-medium"> {sentence.target}</span>}
          {sentence.after && ` ${sentence.after}`}
        </p>
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
      <dd className="flex min-w-0 flex-wrap items-center gap-1 break-all text-foreground">
        {from !== null && (
          <>
            <span className="text-muted-foreground line-through">{from}</span>
            <ArrowRight aria-label="changed to" className="size-3" />
          </>
        )}
        <span>{to}</span>
      </dd>
    </div>
  );
}
