import type { Match } from "./known";
import {
  applyLines,
  type Fields,
  type File,
  type Line,
  type Mode,
  planFile,
  type SyncName,
  type Tally,
  type User,
  withDependents,
} from "./model";
import { planUndo } from "./undo";

export type What = "all" | "creates_and_updates" | "ticked" | "discard";

/** A run. `order` is what it was asked for: a file, or the undo of another run. */
export type Run = {
  sync: SyncName;
  order: Order | Run;
  state: string;
  decision: What | null;
  lines: Line[];
  matches: Match[];
  tally: Tally;
  /** How many lines of each kind the plan had. */
  planned: Counts;
  /** When the first part of it became real. */
  appliedAt: number | null;
  wasPlannedAgain: boolean;
  stateBeforeUndo: string | null;
};

export type Order = {
  sync: SyncName;
  file: File;
  mode: Mode;
  isPreview: boolean;
  guardsRemovals: boolean;
  /** New IDs are compared with users who are or were there. */
  looksForKnown: boolean;
  /** An earlier run read the same bytes. */
  isLikeBefore: boolean;
  /** The pending plan that keeps its place, because this one would remove the same users. */
  yieldsTo: Run | null;
};
export type Counts = { created: number; updated: number; removed: number; restored: number };

/** A workspace. `log`: who wrote to which user, in order. */
export type World = Fields & { users: User[]; runs: Run[]; log: { user: number; by: "hand" | Run }[] };

export const isUndo = (order: Run["order"]): order is Run => "lines" in order;
const undoneOf = ({ order }: Run): Run | null => (isUndo(order) ? order : null);

/** Runs a file, or asks for an undo, as far as it goes by itself. */
export function startRun(world: World, order: Run["order"]): Run {
  const run: Run = {
    sync: order.sync,
    order,
    state: "running",
    decision: null,
    lines: [],
    matches: [],
    tally: { read: 0, unchanged: 0, skipped: 0, warnings: 0 },
    planned: { created: 0, updated: 0, removed: 0, restored: 0 },
    appliedAt: null,
    wasPlannedAgain: false,
    stateBeforeUndo: null,
  };
  world.runs.push(run);
  plan(world, run);
  return run;
}

function plan(world: World, run: Run): void {
  const made = isUndo(run.order) ? planUndo(world, run.order) : planFile(world, run.order);
  run.lines = made.lines;
  run.matches = made.matches;
  run.tally = made.tally;
  run.planned = countsOf(made.lines.filter(({ status }) => status !== "kept"));
  const goes = made.lines.some(({ status }) => status === "planned");
  const waits = made.holdsRemovals
    ? [
        ...withDependents(
          run.lines,
          run.lines.filter(({ kind }) => kind === "remove"),
        ),
      ]
    : [];
  const yieldsTo = isUndo(run.order) ? null : run.order.yieldsTo;
  if (yieldsTo && made.matches.length > 0) {
    yieldWhole(run, yieldsTo);
    return;
  }
  if (!isUndo(run.order) && !run.order.isPreview && made.matches.length === 0)
    expectYield(yieldsTo, heldBefore(world, run), waits);
  // A plan that still waits gives way to a newer one.
  for (const other of world.runs) {
    if (other !== run && other.sync === run.sync && other.state === "held" && other !== yieldsTo)
      other.state = "superseded";
  }
  if (isUndo(run.order)) run.state = goes ? "held" : "no_change";
  else if ((run.order.isPreview && goes) || made.matches.length > 0) run.state = "held";
  else if (!goes) run.state = endOf(run);
  else {
    for (const line of waits) line.status = yieldsTo ? "left_out" : "waiting";
    apply(world, run);
  }
}

/** The plan of the sync that is pending in part, made to be applied in the same way. */
function heldBefore(world: World, { sync, order }: Run): Run | undefined {
  return world.runs.find(
    (other) =>
      other.sync === sync &&
      other.state === "held" &&
      other.appliedAt !== null &&
      !isUndo(other.order) &&
      !other.order.isPreview &&
      !isUndo(order) &&
      other.order.mode === order.mode,
  );
}

/** A plan keeps its place exactly when what waits of it is what would wait of the newer one. */
function expectYield(yieldsTo: Run | null, held: Run | undefined, waits: readonly Line[]): void {
  const told = (lines: readonly Line[]) =>
    JSON.stringify(
      lines
        .map(({ kind, user, csvId, after }) => [kind, user ?? csvId, kind === "remove" ? null : after])
        .map((line) => JSON.stringify(line))
        .sort(),
    );
  const isSame = held !== undefined && waits.length > 0 && told(waits) === told(openLines(held));
  if ((yieldsTo !== null) !== isSame || (yieldsTo && yieldsTo !== held))
    throw new Error(`The plan ${yieldsTo ? "kept its place" : "gave way"}, which it should not.`);
}

/** Held as a whole as the pending one is: nothing of it is kept. */
function yieldWhole(run: Run, held: Run): void {
  const removed = (lines: readonly Line[]) =>
    JSON.stringify(lines.flatMap(({ kind, user }) => (kind === "remove" ? [user] : [])).sort());
  const isSame = removed(run.lines) === removed(openLines(held)) && removed(run.lines) !== "[]";
  if (!isSame || held.state !== "held" || held.appliedAt !== null)
    throw new Error("The plan kept its place, which it should not.");
  run.lines = [];
  run.matches = [];
  run.planned = countsOf([]);
  run.tally = { ...run.tally, unchanged: 0 };
  run.state = "no_change";
}

/** Says of a new ID whether it is the user it may be, while the plan waits. */
export function choose(run: Run, match: Match, isSame: boolean): void {
  if (match.isSame === isSame) return;
  match.isSame = isSame;
  const { same, other, removal } = match;
  const rest = run.lines.filter((line) => line !== same && line !== other && line !== removal);
  const instead = isSame ? [same] : [other, ...(removal ? [removal] : [])];
  run.lines = [...rest, ...instead];
  run.planned = countsOf(run.lines);
}

/** Decides about a held run; false when nothing could go, which leaves it as it was. */
export function decide(world: World, run: Run, what: What, isTicked: (line: Line) => boolean): boolean {
  const open = openLines(run);
  const isAgainst = {
    all: () => false,
    discard: () => true,
    creates_and_updates: ({ kind }: Line) => kind === "remove",
    ticked: (line: Line) => !isTicked(line),
  }[what];
  const out = withDependents(open, open.filter(isAgainst));
  if (what === "ticked" && out.size === open.length) return false;
  for (const line of out) Object.assign(line, { status: "left_out", isDiscarded: true });
  if (what === "discard") {
    run.decision = "discard";
    run.state = run.appliedAt === null ? "cancelled" : "succeeded_with_issues";
    return true;
  }
  run.decision = what;
  apply(world, run);
  return true;
}

/** What a person still has to decide about. */
export function openLines({ lines, appliedAt }: Run): Line[] {
  return lines.filter(({ status }) => status === "waiting" || (status === "planned" && appliedAt === null));
}

/** Makes real what may go now: all at once or nothing. */
function apply(world: World, run: Run): void {
  const todo = openLines(run).filter(({ status }) => run.decision !== null || status === "planned");
  const touchedNow = (line: Line) => world.users.find(({ key }) => key === line.user)?.touched;
  const stale = todo.filter((line) => line.user !== null && touchedNow(line) !== line.touched);
  const going = todo.filter((line) => !stale.includes(line));
  const after = applyLines(world.users, going, { sync: run.sync, now: world.log.length });
  if (!after) {
    if (run.appliedAt === null && !run.wasPlannedAgain) {
      run.wasPlannedAgain = true;
      run.decision = null;
      plan(world, run);
    } else run.state = "failed";
    return;
  }
  world.users = after;
  for (const line of stale) line.status = "stale";
  for (const line of going) {
    const made = after.find(({ sync, csvId }) => sync === run.sync && csvId === line.csvId);
    if (line.kind === "create") line.user = made?.key ?? null;
    line.isReal = true;
    if (line.user !== null) world.log.push({ user: line.user, by: run });
  }
  run.appliedAt ??= world.log.length;
  run.state = run.lines.some(({ status }) => status === "waiting") && !run.decision ? "held" : endOf(run);
  const target = undoneOf(run);
  if (target && run.decision === "all") setUndone(target, true);
}

/** A run that is undone counts no more; if it was the whole undo of another, that one counts again, and so on. */
function setUndone(run: Run, isUndone: boolean): void {
  if (isUndone === (run.state === "undone")) return;
  if (isUndone) run.stateBeforeUndo = run.state;
  run.state = isUndone ? "undone" : (run.stateBeforeUndo ?? run.state);
  const target = undoneOf(run);
  if (target && run.decision === "all") setUndone(target, !isUndone);
}

function endOf({ lines, tally, decision }: Run): string {
  const isPart = lines.some(({ status }) => status !== "planned" && status !== "waiting");
  if (isPart || (decision && decision !== "all" && decision !== "creates_and_updates"))
    return "succeeded_with_issues";
  if (tally.skipped > 0 || tally.warnings > 0) return "succeeded_with_issues";
  return lines.some(({ isReal }) => isReal) ? "succeeded" : "no_change";
}

export function countsOf(lines: readonly Line[]): Counts {
  const of = (...kinds: string[]) => lines.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    created: of("create"),
    updated: of("update", "relink"),
    removed: of("remove"),
    restored: of("restore"),
  };
}

/** Whether a run may be undone: it is at its end, something may have become real, and nobody undoes it. */
export function isUndoable(world: World, run: Run): boolean {
  const isOpen = run.state === "held" || run.state === "undone" || run.appliedAt === null;
  const undoes = world.runs.filter(({ order, state }) => order === run && state !== "undone");
  const isTaken = undoes.some(
    ({ state, appliedAt, decision }) => state === "held" || (appliedAt !== null && decision === "all"),
  );
  return !isOpen && !isTaken;
}
