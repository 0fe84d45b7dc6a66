import type { ChangeStatus } from "@/drizzle/schema/changes";
import { fullName } from "@/lib/format/person";
import type { ProfileField } from "@/lib/model/field";
import type { ChangeKind } from "@/lib/model/plan";
import type { KeptPart } from "@/lib/model/user";
import type { ChangeItem, MatchView, Need, RunDetail, StaleReason } from "@/lib/runs/views/types";
import { diffValues, type ValueDiff } from "@/lib/users/values";

/** A line of a plan as its table shows it. */
export type ChangeRow = {
  id: number;
  kind: ChangeKind;
  status: ChangeStatus;
  name: string;
  email: string;
  csvId: string;
  oldCsvId: string | null;
  unlinks: boolean;
  row: number | null;
  line: number | null;
  /** The user's page; null for one who does not exist yet. */
  href: string | null;
  diffs: ValueDiff[];
  /** The known user whom a new ID may be, and their page. */
  match: (MatchView & { href: string }) | null;
  /** The ID whose removal or change has to go first. */
  dependsOn: string | null;
  needs: Need[];
  kept: KeptPart[];
  /** Of a line that was left alone: what was done to its user since; null where that is not known. */
  staleReason: StaleReason | null;
  /** Still to be decided about. */
  isOpen: boolean;
  /** Real already, while other lines of the same plan wait. */
  isDone: boolean;
};

type Around = {
  run: Pick<RunDetail, "state" | "real" | "appliedAt" | "sync">;
  fields: readonly ProfileField[];
  base: string;
  undecided: readonly ChangeStatus[];
  needs: readonly Need[];
  staleReason?: StaleReason | undefined;
};

export function changeRow(change: ChangeItem, around: Around): ChangeRow {
  const { before, after, kept, userId, match, ...line } = change;
  const { run, fields, base, undecided, needs } = around;
  const shown = after ?? before;
  return {
    ...line,
    name: shown ? fullName(shown.firstName, shown.lastName) : "",
    email: shown?.email ?? "",
    href: userHref(change, around),
    // A line without values to come takes somebody away, or leaves them as they are.
    diffs: after ? diffValues(before, after, fields).filter(isNews(change.kind)) : [],
    match: match && { ...match, href: `${base}/users/${match.userId}` },
    needs: [...needs],
    kept: kept ?? [],
    staleReason: around.staleReason ?? null,
    isOpen: undecided.includes(change.status),
    isDone: run.state === "held" && run.real.includes(change.status) && !undecided.includes(change.status),
  };
}

/** A new user had no id when the plan was made: the list finds them by the ID in the file. */
function userHref({ kind, userId, csvId, status }: ChangeItem, { run, base }: Around): string | null {
  if (userId !== null) return `${base}/users/${userId}`;
  if (kind !== "create" || !run.real.includes(status)) return null;
  return `${base}/users?${new URLSearchParams({ q: csvId, source: run.sync.id })}`;
}

/** Name and address of someone new stand beside the values already. */
function isNews(kind: ChangeKind) {
  const said = new Set(["email", "firstName", "lastName"]);
  return ({ key }: { key: string }) => kind !== "create" || !said.has(key);
}
