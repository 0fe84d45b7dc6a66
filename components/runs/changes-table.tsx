"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { CHANGE_KINDS, STATUS_WORDS } from "@/components/runs/change-kinds";
import { Badge } from "@/components/ui/badge";
import { CursorPaging } from "@/components/users/cursor-paging";
import { ValueDiffs } from "@/components/users/value-diffs";
import { ValueList } from "@/components/users/value-list";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import { plural } from "@/lib/format/plural";
import type { ChangeKind } from "@/lib/sync/types";
import type { ValueDiff } from "@/lib/users/diff-values";

export type ChangeRow = {
  id: number;
  kind: ChangeKind;
  status: ChangeStatus;
  name: string;
  email: string;
  csvId: string;
  row: number | null;
  /** The user's page; null for one who does not exist yet. */
  href: string | null;
  diffs: ValueDiff[];
  /** The ID whose removal or change has to go first. */
  dependsOn: string | null;
};

type Props = {
  changes: readonly ChangeRow[];
  total: number;
  next: string | null;
  previous: string | null;
  empty: ReactNode;
  showToolbar: boolean;
};

const DIFFS_SHOWN = 8;

/** The plan, person by person. */
export function ChangesTable({ changes, total, next, previous, empty, showToolbar }: Props) {
  return (
    <div className="grid gap-3">
      {showToolbar ? (
        <ListToolbar>
          <SearchBox label="Search changes" placeholder="Name, e-mail or ID" />
          <FilterSelect
            param="kind"
            label="Kind of change"
            all="All changes"
            options={(["create", "update", "remove", "restore"] as const).map((kind) => ({
              value: kind,
              label: CHANGE_KINDS[kind].filter,
            }))}
          />
          <ClearFilters params={["q", "kind"]} />
        </ListToolbar>
      ) : null}
      <DataTable
        caption="Changes"
        columns={COLUMNS}
        rows={changes}
        rowId={(change) => String(change.id)}
        empty={empty}
        footer={<CursorPaging total={plural(total, "change")} next={next} previous={previous} />}
      />
    </div>
  );
}

const COLUMNS: readonly DataColumn<ChangeRow>[] = [
  { id: "kind", header: "Change", cell: (change) => <Kind change={change} />, className: "align-top py-2.5" },
  {
    id: "person",
    header: "Person",
    cell: (change) => <Person change={change} />,
    hideLabelOnPhone: true,
    className: "align-top py-2.5 md:w-72",
  },
  {
    id: "csvId",
    header: "ID",
    cell: (change) => <span className="block min-w-16 break-all font-mono">{change.csvId}</span>,
    className: "align-top py-2.5",
  },
  {
    id: "values",
    header: "What changes",
    cell: (change) => <Values change={change} />,
    hideLabelOnPhone: true,
    className: "align-top py-2.5",
  },
];

function Kind({ change: { kind, status } }: { change: ChangeRow }) {
  const { word, icon: Icon, tone } = CHANGE_KINDS[kind];
  return (
    <span className="grid justify-items-start gap-1">
      <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${tone}`}>
        <Icon className="size-3.5" aria-hidden="true" />
        {word}
      </span>
      {status === "planned" ? null : (
        <Badge variant={status === "waiting" ? "held" : "neutral"} className="h-auto whitespace-normal">
          {STATUS_WORDS[status]}
        </Badge>
      )}
    </span>
  );
}

function Person({ change: { name, email, href } }: { change: ChangeRow }) {
  const shown = name || email;
  return (
    <span className="grid min-w-0">
      {href ? (
        <Link
          href={href}
          className="w-fit max-w-full break-words font-medium underline-offset-4 hover:underline"
        >
          {shown}
        </Link>
      ) : (
        <span className="break-words font-medium">{shown}</span>
      )}
      {name === "" ? null : <span className="break-all text-muted-foreground">{email}</span>}
    </span>
  );
}

function Values({ change: { kind, diffs, dependsOn } }: { change: ChangeRow }) {
  const shown = diffs.slice(0, DIFFS_SHOWN);
  const more = diffs.length - shown.length;
  return (
    <span className="grid min-w-0 gap-1">
      {kind === "remove" ? (
        <span className="text-muted-foreground">Not in the file any more</span>
      ) : kind === "create" ? (
        <ValueList diffs={shown} />
      ) : (
        <ValueDiffs diffs={shown} />
      )}
      {more > 0 ? (
        <span className="text-muted-foreground text-xs">and {plural(more, "more value")}</span>
      ) : null}
      {dependsOn ? (
        <span className="text-held text-xs">Takes the address that the change of ID {dependsOn} frees.</span>
      ) : null}
    </span>
  );
}
