import { type Line, type Looks, PARTS, type Plan, sameKey, sameLooks, type User, type Whose } from "./model";
import { isUndo, type Run, type World } from "./runs";

/** Turns around what a run made real; what someone changed since stays as they left it. */
export function planUndo(world: World, target: Run): Plan {
  const real = target.lines.filter(({ isReal }) => isReal);
  const lines = real.flatMap((line) => invert(world, target, line) ?? []);
  keepTakenAddresses(world.users, lines);
  const kept = lines.filter(({ status }) => status === "kept").length;
  const tally = { read: real.length, unchanged: real.length - lines.length, skipped: kept, warnings: 0 };
  return { lines, matches: [], tally, holdsRemovals: false };
}

function invert(world: World, target: Run, line: Line): Line | null {
  const user = world.users.find(({ key }) => key === line.user);
  if (!user) return null;
  const { key, touched, looks } = user;
  const whose = line.whose && { from: line.whose.to, to: line.whose.from };
  const csvId = whose?.to.csvId ?? line.csvId;
  const head = { csvId, user: key, touched, before: looks, needs: null, isReal: false, whose };
  const keep = (kind: Line["kind"]): Line => ({ ...head, kind, after: null, status: "kept" });
  // Nobody goes back to an ID that somebody else has by now.
  const isTaken = world.users.some((other) => other.key !== key && whose?.to.sync && isOf(other, whose.to));
  const go = (kind: Line["kind"], after: Looks | null): Line =>
    isTaken ? keep(kind) : { ...head, kind, after, status: "planned" };
  const isTheirs = isOf(user, line.whose?.to ?? { sync: target.sync, csvId: line.csvId });

  if (line.kind === "create" || line.kind === "restore") {
    if (!user.active) return null;
    const isAsMade = isTheirs && user.role === "participant" && line.after && sameLooks(looks, line.after);
    return isAsMade ? go("remove", whose && line.before) : keep("remove");
  }
  if (line.kind === "remove") {
    const others = world.log
      .slice(target.appliedAt ?? 0)
      .filter(({ user, by }) => user === key && (by === "hand" || countsByItself(by)) && by !== target);
    return user.active || others.length > 0 ? keep("restore") : go("restore", whose ? line.before : looks);
  }
  if (!user.active) return keep(line.kind);
  if (line.kind === "relink" && !isTheirs) return keep("relink");
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

const isOf = (user: User, { sync, csvId }: Whose) => user.sync === sync && user.csvId === csvId;

/** Neither an undo nor undone. */
const countsByItself = (run: Run) => !isUndo(run.order) && run.state !== "undone";

/** Who would take an address that its holder keeps goes without, and so on down the chain. */
function keepTakenAddresses(users: readonly User[], lines: Line[]): void {
  const frees = ({ kind, status, before, after }: Line) =>
    status === "planned" && (kind === "remove" || !sameKey(before?.email ?? "", after?.email ?? ""));
  for (;;) {
    let isSettled = true;
    for (const line of lines) {
      const email = line.kind === "remove" ? undefined : line.after?.email;
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
