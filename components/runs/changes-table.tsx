"use client";

import type { ReactNode } from "react";
import { CursorPaging } from "@/components/patterns/cursor-paging";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { toast } from "@/components/patterns/toast";
import { Kind, Place, Values, Who } from "@/components/runs/change-cells";
import type { ChangeRow } from "@/components/runs/change-row";
import { ChangesToolbar, type Choice } from "@/components/runs/changes-toolbar";
import { MatchNote } from "@/components/runs/match-note";
import { NeedsNote } from "@/components/runs/needs-note";
import { PlanDownload } from "@/components/runs/plan-download";
import {
  SELECTED_MAX,
  type SelectedChange,
  type Selection,
  useSelection,
  withSelected,
} from "@/components/runs/selection";
import { Button } from "@/components/ui/button";
import { distinctNames } from "@/lib/format/distinct-names";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

type Props = {
  runId: string;
  /** The URL of the run. */
  href: string;
  changes: readonly ChangeRow[];
  total: number;
  next: string | null;
  previous: string | null;
  empty: ReactNode;
  /** Null while there is nothing to filter. */
  filters: { kinds: readonly Choice[]; standings: readonly Choice[] } | null;
  isUndo: boolean;
  fileName: string | null;
  fields: readonly ProfileField[];
  /** The plan is pending approval, and this member may approve it. */
  decides: boolean;
};

/** The plan, person by person. While it is pending approval, single changes can be selected. */
export function ChangesTable({
  runId,
  href,
  changes,
  total,
  next,
  previous,
  empty,
  filters,
  ...show
}: Props) {
  const { ticks, replace } = useSelection(runId);
  const open = changes.filter((change) => change.isOpen);
  const canTick = show.decides && open.length > 0;
  const tick = (more: readonly SelectedChange[]) => {
    const grown = withSelected(ticks, more);
    if (grown === ticks) toast.error(`You can select up to ${formatNumber(SELECTED_MAX)} changes`);
    else replace(grown);
  };
  const allTicked = open.every(({ id }) => ticks.has(id));
  const untick = () =>
    replace(new Map([...ticks].filter(([id]) => !open.some((change) => change.id === id))));
  return (
    <div className="grid gap-3">
      {filters ? <ChangesToolbar {...filters} right={<PlanDownload href={href} />} /> : null}
      <DataTable
        caption="Changes"
        columns={columnsOf({ ...show, runId, ticks, tick: show.decides ? tick : null })}
        rows={changes}
        rowId={({ id }) => String(id)}
        rowName={distinctNames(
          changes,
          ({ name, email }) => name || email,
          ({ email }) => email,
        )}
        selection={
          canTick
            ? {
                selected: new Set([...ticks.keys()].map(String)),
                onChange: (selected) => settle(open, selected, ticks, { replace, tick }),
                atTop: true,
                can: (id) => open.some((change) => String(change.id) === id),
              }
            : undefined
        }
        empty={empty}
        footer={
          <>
            {canTick ? (
              <div className="border-t px-4 py-2 md:hidden">
                <Button
                  variant="outline"
                  size="sm"
                  onClick={() => (allTicked ? untick() : tick(open.map(tickOf)))}
                >
                  {allTicked ? "Clear selection on this page" : "Select all on this page"}
                </Button>
              </div>
            ) : null}
            <CursorPaging total={plural(total, "change")} next={next} previous={previous} />
          </>
        }
      />
    </div>
  );
}

type Ways = { replace: (ticks: Selection) => void; tick: (more: readonly SelectedChange[]) => void };

/** Merges the table's checkboxes into the selection of the other pages. */
function settle(
  open: readonly ChangeRow[],
  selected: ReadonlySet<string>,
  ticks: Selection,
  ways: Ways,
): void {
  const more = open.filter(({ id }) => selected.has(String(id)) && !ticks.has(id));
  if (more.length > 0) ways.tick(more.map(tickOf));
  else ways.replace(new Map([...ticks].filter(([id]) => selected.has(String(id)))));
}

function tickOf({ id, csvId, kind, needs }: ChangeRow): SelectedChange {
  return { id, csvId, kind, needs };
}

type Shown = Pick<Props, "runId" | "isUndo" | "fileName" | "fields" | "decides"> & {
  ticks: Selection;
  tick: ((more: readonly SelectedChange[]) => void) | null;
};

function columnsOf(shown: Shown): DataColumn<ChangeRow>[] {
  const { isUndo, fileName, fields, ticks, tick } = shown;
  // A word of 200 letters must not push the other columns out of view.
  const className = "align-top py-2.5 wrap-anywhere";
  return [
    { id: "kind", header: "Change", cell: (change) => <Kind change={change} isUndo={isUndo} />, className },
    {
      id: "person",
      header: "Person",
      cell: (change) => <Who change={change} />,
      hideLabelOnPhone: true,
      className: `${className} md:w-72 md:min-w-44`,
    },
    {
      id: "csvId",
      header: fileName === null ? "ID" : `In ${shortened(fileName)}`,
      cell: (change) => <Place change={change} />,
      className,
    },
    {
      id: "values",
      header: "What changes",
      cell: (change) => (
        <div className="grid min-w-0 gap-1">
          <Values change={change} isUndo={isUndo} fileName={fileName} fields={fields} />
          {change.match ? <Matched change={change} match={change.match} shown={shown} /> : null}
          {change.needs.length > 0 ? <NeedsNote tick={tickOf(change)} ticks={ticks} onTick={tick} /> : null}
        </div>
      ),
      hideLabelOnPhone: true,
      className: `${className} md:min-w-64`,
    },
  ];
}

function Matched({
  change: { id, name, email, isOpen },
  match,
  shown: { runId, fileName, decides },
}: {
  change: ChangeRow;
  match: NonNullable<ChangeRow["match"]>;
  shown: Shown;
}) {
  return (
    <MatchNote
      line={{ runId, changeId: id, name: name || email }}
      match={match}
      href={match.href}
      fileName={fileName}
      canChoose={decides && isOpen}
    />
  );
}

const NAME_SHOWN = 28;

function shortened(name: string): string {
  return name.length > NAME_SHOWN ? `${name.slice(0, NAME_SHOWN - 10)}…${name.slice(-9)}` : name;
}
