import { Equal, SearchX } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import {
  CHANGE_KINDS,
  kindsOf,
  MATCH_FILTER,
  STATUS_FILTERS,
  statusOf,
  TEAM_LOSSES_FILTER,
} from "@/components/runs/change-kinds";
import { changeRow } from "@/components/runs/change-row";
import { ChangesTable } from "@/components/runs/changes-table";
import type { Choice } from "@/components/runs/changes-toolbar";
import { MatchPanel } from "@/components/runs/match-panel";
import type { WorkspaceCtx } from "@/lib/context";
import { formatNumber } from "@/lib/format/number";
import type { ProfileField } from "@/lib/model/field";
import { may } from "@/lib/permissions";
import { countPlan, listChanges, listNeeds, listStaleReasons, tallyMatches } from "@/lib/runs/read-plan";
import { undecidedOf } from "@/lib/runs/state";
import { readChangeCursor } from "@/lib/runs/views/change-cursor";
import type { PlanTally, RunDetail } from "@/lib/runs/views/types";

type Props = {
  ctx: WorkspaceCtx;
  run: RunDetail;
  asked: SearchParams;
  fields: readonly ProfileField[];
  base: string;
  tally: PlanTally;
  /** Lines of an undo that keep a current value. */
  keeping: number;
};

export async function ChangesTab({ ctx, run, asked, fields, base, tally, keeping }: Props) {
  const filter = {
    runId: run.id,
    kinds: kindsOf(readParam(asked, "kind")),
    search: readParam(asked, "q").trim().slice(0, 200),
    ...statusOf(readParam(asked, "status")),
  };
  const planned = tally.reduce((sum, { count }) => sum + count, 0);
  const isOfStanding = filter.status !== null || filter.kept || filter.takesTeams || filter.matched;
  const isFiltered = filter.kinds.length > 0 || filter.search !== "" || isOfStanding;
  const [{ changes, ...page }, total, matches] = await Promise.all([
    listChanges(ctx, filter, readChangeCursor(readParam(asked, "page"))),
    isFiltered ? countPlan(ctx, filter) : planned,
    tallyMatches(ctx, { runId: run.id }),
  ]);
  const undecided = undecidedOf(run);
  const changeIds = changes.filter(({ dependsOn }) => dependsOn !== null).map(({ id }) => id);
  const needs = await listNeeds(ctx, { runId: run.id, changeIds, undecided });
  const stale = changes.flatMap(({ status, userId }) =>
    status === "stale" && userId !== null ? [userId] : [],
  );
  const reasons = await listStaleReasons(ctx, { runId: run.id, userIds: stale });
  const href = `${base}/runs/${run.id}`;
  const decides = may(ctx, "run:decide");
  const known = matches.reduce((sum, { count }) => sum + count, 0);
  const table = (
    <ChangesTable
      {...page}
      runId={run.id}
      href={href}
      changes={changes.map((change) =>
        changeRow(change, {
          run,
          fields,
          base,
          undecided,
          needs: needs.get(change.id) ?? [],
          staleReason: reasons.get(change.userId ?? 0),
        }),
      )}
      total={total}
      filters={
        planned > 0
          ? {
              kinds: kindChoices(tally, readParam(asked, "kind")),
              standings: [...matchChoices(known), ...standingChoices(tally, keeping)],
            }
          : null
      }
      isUndo={run.undoes !== null}
      fileName={run.source ? (run.source.path.split("/").at(-1) ?? null) : null}
      fields={fields}
      decides={decides}
      empty={
        isFiltered && planned > 0 ? (
          <EmptyState
            compact
            icon={<SearchX />}
            title="No results"
            description="No changes match these filters."
          />
        ) : (
          <EmptyState compact icon={<Equal />} title="No changes" description={whyNobody(run)} />
        )
      }
    />
  );
  if (known === 0 || undecided.length === 0) return table;
  return (
    <>
      <MatchPanel runId={run.id} href={href} tally={matches} canChoose={decides} />
      {table}
    </>
  );
}

function matchChoices(count: number): Choice[] {
  return count > 0 ? [{ value: "match", label: `${MATCH_FILTER} (${formatNumber(count)})` }] : [];
}

/** The kinds that the plan has, and always the one that is selected. */
function kindChoices(tally: PlanTally, asked: string): Choice[] {
  return (["create", "update", "remove", "restore"] as const)
    .map((kind) => ({ kind, count: countOf(tally, (line) => kindsOf(kind).includes(line.kind)) }))
    .filter(({ kind, count }) => count > 0 || kind === asked)
    .map(({ kind, count }) => ({
      value: kind,
      label: `${CHANGE_KINDS[kind].filter} (${formatNumber(count)})`,
    }));
}

function standingChoices(tally: PlanTally, keeping: number): Choice[] {
  const losing = tally.reduce((sum, { teamLosses }) => sum + teamLosses, 0);
  const losses = { value: "team_losses", label: `${TEAM_LOSSES_FILTER} (${formatNumber(losing)})` };
  const standings = (["waiting", "stale", "left_out", "kept"] as const)
    .map((status) => ({
      status,
      count: status === "kept" ? keeping : countOf(tally, (line) => line.status === status),
    }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => ({
      value: status,
      label: `${STATUS_FILTERS[status]} (${formatNumber(count)})`,
    }));
  return losing > 0 ? [losses, ...standings] : standings;
}

function countOf(tally: PlanTally, holds: (line: PlanTally[number]) => boolean): number {
  return tally.filter(holds).reduce((sum, { count }) => sum + count, 0);
}

function whyNobody({ state, undoes, counts }: RunDetail): string {
  if (state === "failed") return "The run stopped before it changed anything.";
  if (state === "no_change") return "The users already match the file.";
  if (state === "cancelled") return "The run was cancelled before there was a plan.";
  if (undoes) return "There is nothing left to undo.";
  if (counts && counts.read > 0 && counts.unchanged === 0)
    return "None of the rows could be used. The issues say why, row by row.";
  return "The users already match every row that could be used.";
}
