import {
  applyLines,
  type Fields,
  type File,
  type Line,
  type Looks,
  type Mode,
  PARTS,
  type Plan,
  planFile,
  type SyncName,
  sameKey,
  sameLooks,
  type Tally,
  type User,
  withDependents,
} from "./model";

export type What = "all" | "creates_and_updates" | "ticked" | "discard";

/** A run. `order` is what it was asked for: a file, or the undo of another run. */
export type Run = {
  sync: SyncName;
  order: Order | Run;
  state: string;
  decision: What | null;
  lines: Line[];
  tally: Tally;
  /** How many lines of each kind the plan had. */
  planned: Counts;
  /** When the first part of it became real. */
  appliedAt: number | null;
  wasPlannedAgain: boolean;
  endedAs: string | null;
};

export type Order = {
  sync: SyncName;
  file: File;
  mode: Mode;
  isPreview: boolean;
  guardsRemovals: boolean;
  /** An earlier run read the same bytes. */
  isLikeBefore: boolean;
};
export type Counts = { created: number; updated: number; removed: number; restored: number };

/** A workspace. `log`: who wrote to which user, in order. */
export type World = Fields & { users: User[]; runs: Run[]; log: { user: number; by: "hand" | Run }[] };

const isUndo = (order: Run["order"]): order is Run => "lines" in order;
const undoneOf = ({ order }: Run): Run | null => (isUndo(order) ? order : null);

/** Runs a file, or asks for an undo, as far as it goes by itself. */
export function startRun(world: World, order: Run["order"]): Run {
  const run: Run = {
    sync: order.sync,
    order,
    state: "running",
    decision: null,
    lines: [],
    tally: { read: 0, unchanged: 0, skipped: 0, warnings: 0 },
    planned: { created: 0, updated: 0, removed: 0, restored: 0 },
    appliedAt: null,
    wasPlannedAgain: false,
    endedAs: null,
  };
  world.runs.push(run);
  plan(world, run);
  return run;
}

function plan(world: World, run: Run): void {
  const made = isUndo(run.order) ? planUndo(world, run.order) : planFile(world, run.order);
  run.lines = made.lines;
  run.tally = made.tally;
  run.planned = countsOf(made.lines.filter(({ status }) => status !== "kept"));
  // A plan that still waits gives way to a newer one.
  for (const other of world.runs) {
    if (other !== run && other.sync === run.sync && other.state === "held") other.state = "superseded";
  }
  const goes = made.lines.some(({ status }) => status === "planned");
  if (isUndo(run.order)) run.state = goes ? "held" : "no_change";
  else if (run.order.isPreview && goes) run.state = "held";
  else if (!goes) run.state = endOf(run);
  else {
    if (made.holdsRemovals) {
      const removals = run.lines.filter(({ kind }) => kind === "remove");
      for (const line of withDependents(run.lines, removals)) line.status = "waiting";
    }
    apply(world, run);
  }
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
  for (const line of out) line.status = "left_out";
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
  const after = applyLines(world.users, going, run.sync);
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
  if (isUndone) run.endedAs = run.state;
  run.state = isUndone ? "undone" : (run.endedAs ?? run.state);
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

/** Turns around what a run made real; what someone changed since stays as they left it. */
function planUndo(world: World, target: Run): Plan {
  const real = target.lines.filter(({ isReal }) => isReal);
  const lines = real.flatMap((line) => invert(world, target, line) ?? []);
  keepTakenAddresses(world.users, lines);
  const kept = lines.filter(({ status }) => status === "kept").length;
  const tally = { read: real.length, unchanged: real.length - lines.length, skipped: kept, warnings: 0 };
  return { lines, tally, holdsRemovals: false };
}

function invert(world: World, target: Run, line: Line): Line | null {
  const user = world.users.find(({ key }) => key === line.user);
  if (!user) return null;
  const { key, touched, looks } = user;
  const head = { csvId: line.csvId, user: key, touched, before: looks, needs: null, isReal: false };
  const go = (kind: Line["kind"], after: Looks | null): Line => ({
    ...head,
    kind,
    after,
    status: "planned",
    unlinks: kind === "relink" && !line.unlinks,
  });
  const keep = (kind: Line["kind"]): Line => ({ ...go(kind, null), status: "kept" });

  if (line.kind === "create" || line.kind === "restore") {
    if (!user.active) return null;
    const isAsMade = user.role === "participant" && line.after && sameLooks(looks, line.after);
    return isAsMade ? go("remove", null) : keep("remove");
  }
  if (line.kind === "remove") {
    const others = world.log
      .slice(target.appliedAt ?? 0)
      .filter(({ user, by }) => user === key && (by === "hand" || countsByItself(by)) && by !== target);
    return user.active || others.length > 0 ? keep("restore") : go("restore", looks);
  }
  if (!user.active) return keep(line.kind);
  if (line.kind === "relink") {
    const isLinked = user.sync === target.sync && user.csvId === line.csvId;
    const has = (other: User) => other.sync === target.sync && other.csvId === line.csvId;
    const canGo = line.unlinks ? user.sync === null && !world.users.some(has) : isLinked;
    if (!canGo) return keep("relink");
  }
  const after = { ...looks };
  let others = 0;
  for (const part of PARTS) {
    const [was, made, is] = [line.before?.[part] ?? "", line.after?.[part] ?? "", looks[part]];
    if (was === made || is === was) continue;
    if (is === made) after[part] = was;
    else others += 1;
  }
  if (line.kind === "relink" || !sameLooks(after, looks)) return go(line.kind, after);
  return others > 0 ? keep(line.kind) : null;
}

/** Neither an undo nor undone. */
const countsByItself = (run: Run) => !isUndo(run.order) && run.state !== "undone";

/** Who would take an address that its holder keeps goes without, and so on down the chain. */
function keepTakenAddresses(users: readonly User[], lines: Line[]): void {
  const frees = ({ kind, status, before, after }: Line) =>
    status === "planned" && (kind === "remove" || !sameKey(before?.email ?? "", after?.email ?? ""));
  for (;;) {
    let isSettled = true;
    for (const line of lines) {
      const email = line.after?.email;
      if (line.status === "kept" || email === undefined) continue;
      const holder = users.find((user) => user.active && sameKey(user.looks.email, email));
      if (!holder || holder.key === line.user) continue;
      const freeing = lines.find((other) => other.user === holder.key && frees(other));
      line.needs = freeing?.csvId ?? null;
      if (freeing) continue;
      isSettled = false;
      const without = { ...(line.after as Looks), email: line.before?.email ?? "" };
      line.after = without;
      const isEmpty = line.kind === "update" && line.before && sameLooks(line.before, without);
      if (line.kind === "restore" || isEmpty) line.status = "kept";
    }
    if (isSettled) return;
  }
}
