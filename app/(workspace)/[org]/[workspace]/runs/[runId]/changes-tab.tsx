import { Equal, SearchX } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { kindsOf } from "@/components/runs/change-kinds";
import { type ChangeRow, ChangesTable } from "@/components/runs/changes-table";
import type { WorkspaceCtx } from "@/lib/context";
import { fullName } from "@/lib/format/person";
import { countPlan } from "@/lib/runs/count-plan";
import { listChanges } from "@/lib/runs/list-changes";
import { readChangeCursor } from "@/lib/runs/views/change-cursor";
import type { ChangeItem, RunDetail } from "@/lib/runs/views/types";
import type { ProfileField } from "@/lib/sync/types";
import { diffValues } from "@/lib/users/diff-values";

type Props = {
  ctx: WorkspaceCtx;
  run: RunDetail;
  asked: SearchParams;
  fields: readonly ProfileField[];
  base: string;
  /** All lines of the plan. */
  planned: number;
};

export async function ChangesTab({ ctx, run, asked, fields, base, planned }: Props) {
  const filter = {
    runId: run.id,
    kinds: kindsOf(readParam(asked, "kind")),
    search: readParam(asked, "q").trim(),
  };
  const isFiltered = filter.kinds.length > 0 || filter.search !== "";
  const [page, total] = await Promise.all([
    listChanges(ctx, filter, readChangeCursor(readParam(asked, "page"))),
    isFiltered ? countPlan(ctx, filter) : planned,
  ]);
  return (
    <ChangesTable
      {...page}
      changes={page.changes.map((change) => row(change, { run, fields, base }))}
      total={total}
      showToolbar={planned > 0}
      empty={
        isFiltered && planned > 0 ? (
          <EmptyState compact icon={<SearchX />} title="No change matches" description="Other changes do." />
        ) : (
          <EmptyState compact icon={<Equal />} title="Nobody changed" description={whyNobody(run)} />
        )
      }
    />
  );
}

function whyNobody({ state }: RunDetail): string {
  if (state === "failed") return "The run stopped before anything was changed.";
  if (state === "no_change") return "The file says what the users already are.";
  if (state === "cancelled") return "The run was cancelled before there was a plan.";
  return "Every row that could be used says what its user already is.";
}

type Around = Pick<Props, "run" | "fields" | "base">;

function row(change: ChangeItem, around: Around): ChangeRow {
  const { id, kind, status, csvId, before, after, dependsOn } = change;
  const shown = after ?? before;
  return {
    id,
    kind,
    status,
    csvId,
    row: change.row,
    dependsOn,
    name: shown ? fullName(shown.firstName, shown.lastName) : "",
    email: shown?.email ?? "",
    href: userHref(change, around),
    diffs: kind === "remove" ? [] : diffValues(before, after, around.fields).filter(isNews(kind)),
  };
}

/** A new user had no id when the plan was made: the list finds them by the ID in the file. */
function userHref({ kind, userId, csvId, status }: ChangeItem, { run, base }: Around): string | null {
  if (userId !== null) return `${base}/users/${userId}`;
  if (kind !== "create" || status !== "planned" || !run.appliedAt) return null;
  return `${base}/users?${new URLSearchParams({ q: csvId, source: run.sync.id })}`;
}

/** Name and address of someone new stand beside the values already. */
function isNews(kind: ChangeItem["kind"]) {
  const said = new Set(["email", "firstName", "lastName"]);
  return ({ key }: { key: string }) => kind !== "create" || !said.has(key);
}
