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
  /** The existing user that a new ID may belong to, and their page. */
  match: (MatchView & { href: string }) | null;
  /** The ID whose change must be applied first. */
  dependsOn: string | null;
  needs: Need[];
  kept: KeptPart[];
  /** How the user of an outdated line was changed since; null if unknown. */
  staleReason: StaleReason | null;
  /** Pending approval. */
  isOpen: boolean;
  /** Already applied, while other lines of the plan are pending approval. */
  isDone: boolean;
};

type Around = {
  run: Pick<RunDetail, "state" | "appliedStatuses" | "appliedAt" | "sync">;
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
    // A line without new values removes the user, or leaves them as they are.
    diffs: after ? diffValues(before, after, fields).filter(isNews(change.kind)) : [],
    match: match && { ...match, href: `${base}/users/${match.userId}` },
    needs: [...needs],
    kept: kept ?? [],
    staleReason: around.staleReason ?? null,
    isOpen: undecided.includes(change.status),
    isDone:
      run.state === "held" &&
      run.appliedStatuses.includes(change.status) &&
      !undecided.includes(change.status),
  };
}

/** A new user had no id when the plan was made, so the link searches for their ID in the file. */
function userHref({ kind, userId, csvId, status }: ChangeItem, { run, base }: Around): string | null {
  if (userId !== null) return `${base}/users/${userId}`;
  if (kind !== "create" || !run.appliedStatuses.includes(status)) return null;
  return `${base}/users?${new URLSearchParams({ q: csvId, source: run.sync.id })}`;
}

/** Name and address of a new user are shown beside the values already. */
function isNews(kind: ChangeKind) {
  const said = new Set(["email", "firstName", "lastName"]);
  return ({ key }: { key: string }) => kind !== "create" || !said.has(key);
}
