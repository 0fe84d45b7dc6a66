import { expect } from "vitest";
import { AppError } from "@/lib/errors";
import type { PrintsPolicy } from "@/lib/pipeline/keep-prints";
import { NO_COUNTS } from "@/lib/pipeline/report/outcome";
import { approveRun, chooseSame, discardRun } from "@/lib/runs/decide-run";
import { cancelRun } from "@/lib/runs/finish-run";
import { getRunRow } from "@/lib/runs/store";
import { undoRun } from "@/lib/runs/undo-run";
import { createUser } from "@/lib/users/create";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { updateUser } from "@/lib/users/update";
import { queueFile } from "../../support/pipeline";
import type { Tenant } from "../../support/tenant";
import * as byHand from "./by-hand";
import * as deletions from "./deletions";
import { LEVELS, type Line, type Looks, type Role, type SyncName, type User } from "./model";
import { csvOf, type How, type Next, type Op, tell } from "./ops";
import {
  deleteTeamField,
  doorOf,
  linesOf,
  openProduct,
  type Product,
  SPARING,
  seeRuns,
  seeUsers,
  setGuards,
  setLevels,
  workOn,
} from "./product";
import * as model from "./runs";

export type Pair = {
  world: model.World;
  product: Product;
  /** Which of the product's runs each of the model's is. */
  ids: Map<model.Run, string>;
  last: Partial<Record<SyncName, Extract<Op, { do: "file" }>>>;
  /** Runs that the model knows nothing of, because they must not change anything, and how they have to end. */
  idle: Map<string, string>;
};

export async function openPair(tenant: Tenant, prints: PrintsPolicy | null = SPARING): Promise<Pair> {
  const world = { users: [], runs: [], log: [], levels: LEVELS, hasTeamField: true };
  return { world, product: await openProduct(tenant, prints), ids: new Map(), last: {}, idle: new Map() };
}

/** Does every operation in the model and in the product, and compares them after each. */
export async function playSequence(
  tenant: Tenant,
  ops: readonly Op[],
  prints?: PrintsPolicy | null,
): Promise<Pair> {
  const pair = await openPair(tenant, prints);
  const story: string[] = [];
  for (const op of ops) {
    story.push(tell(op));
    try {
      await play(pair, op);
      await compare(pair);
    } catch (error) {
      const told = story.map((line, at) => `${at + 1}. ${line}`).join("\n");
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The product and the model part after\n${told}\n\n${why}`, { cause: error });
    }
  }
  return pair;
}

export async function play(pair: Pair, op: Op): Promise<void> {
  const { world, product, ids, last } = pair;
  const { ctx, syncs } = product;
  switch (op.do) {
    case "file": {
      last[op.sync] = op;
      const looksForKnown = op.reKey ?? false;
      await setGuards(product, op.sync, { removals: op.hold === "removals", reKey: looksForKnown });
      const intent = op.hold === "preview" ? "preview" : "apply";
      const bytes = csvOf(op.file);
      const ref = await queueFile(ctx, syncs[op.sync], bytes, { mode: op.mode, intent });
      await workOn(product, ref, op.how);
      const guardsRemovals = op.hold === "removals";
      const isLikeBefore = world.runs.some(({ order }) => "file" in order && csvOf(order.file) === bytes);
      const { yieldedTo } = await getRunRow(ctx, ref.runId);
      const yieldsTo = [...ids].find(([, id]) => id === yieldedTo)?.[0] ?? null;
      const how = { isPreview: op.hold === "preview", guardsRemovals, looksForKnown, isLikeBefore, yieldsTo };
      const order = { ...op, ...how };
      const run = model.startRun(world, order);
      ids.set(run, ref.runId);
      if (op.next && run.state === "held") await decide(pair, run, op.next, op.how);
      return;
    }
    case "same bytes": {
      const before = last[op.sync];
      if (before) await play(pair, { ...before, hold: "nothing", how: op.how });
      return;
    }
    case "decide": {
      const held = world.runs.filter(({ state }) => state === "held");
      const run = held[op.nth % Math.max(1, held.length)];
      if (run) await decide(pair, run, op, op.how);
      return;
    }
    case "undo": {
      const ended = world.runs.filter(({ appliedAt }) => appliedAt !== null);
      const run = ended.at(-1 - (op.nth % Math.max(1, ended.length)));
      if (!run) return;
      const asked = await allowed(undoRun(ctx, { runId: ids.get(run) ?? "" }));
      expect(asked !== null, "whether the run can be undone").toBe(model.isUndoable(world, run));
      if (!asked) return;
      await workOn(product, doorOf(product, run.sync, asked.runId), op.how);
      const undo = model.startRun(world, run);
      ids.set(undo, asked.runId);
      if (op.next && undo.state === "held") await decide(pair, undo, op.next, op.how);
      return;
    }
    case "broken file":
      return playBroken(pair, op);
    case "levels":
      await setLevels(product, op.levels);
      return deletions.setLevels(world, op.levels);
    case "delete the field Team":
      await deleteTeamField(product);
      return deletions.deleteTeamField(world);
    case "edit": {
      const user = nthOf(world, op.nth, ({ active }) => active);
      if (!user) return;
      const { role = user.role, ...looks } = op.change;
      const input = inputOf(product, { ...user.looks, ...looks }, role);
      const version = (await seeUsers(product)).find(({ id }) => id === user.id)?.version ?? 0;
      const done = await allowed(updateUser(ctx, { ...input, id: user.id ?? 0, version }));
      expect(done !== null, "whether the user can be edited").toBe(byHand.edit(world, user.key, op.change));
      return;
    }
    case "remove or restore": {
      const user = nthOf(world, op.nth, () => true);
      if (!user) return;
      const change = user.active ? removeUser : restoreUser;
      const done = await allowed(change(ctx, { id: user.id ?? 0 }).then(() => true));
      expect(done !== null, "whether the user can come and go").toBe(
        byHand.setActive(world, user.key, !user.active),
      );
      return;
    }
    case "add": {
      const done = await allowed(createUser(ctx, inputOf(product, op.looks, op.role)));
      expect(done !== null, "whether the user can be added").toBe(byHand.add(world, op.looks, op.role));
      const user = world.users.at(-1);
      if (done && user) user.id = done.id;
    }
  }
}

async function decide(
  { world, product, ids }: Pair,
  run: model.Run,
  { what, ticks, same }: NonNullable<Next>,
  how: How,
): Promise<void> {
  const { ctx } = product;
  const runId = ids.get(run) ?? "";
  const inOrder = [...run.matches].sort((a, b) => (a.other.csvId < b.other.csvId ? -1 : 1));
  for (const [at, match] of inOrder.entries()) {
    if (same === undefined || run.appliedAt !== null) break;
    const isSame = Boolean(same & (1 << at));
    const changeIds = await linesOf(product, runId, [match.other.csvId]);
    const { lines } = await chooseSame(ctx, { runId, isSame, changeIds });
    expect(lines > 0, "whether the choice changes the plan").toBe(isSame !== match.isSame);
    model.choose(run, match, isSame);
  }
  const open = model.openLines(run).map(({ csvId }) => csvId);
  const ticked = new Set(open.sort().filter((_, at) => ticks & (1 << at)));
  const isTicked = ({ csvId }: Line) => ticked.has(csvId);
  if (what === "discard") await discardRun(ctx, { runId });
  else if (what === "ticked") {
    const changeIds = await linesOf(product, runId, [...ticked]);
    const done = await allowed(approveRun(ctx, { runId, what, changeIds }).then(() => true));
    const goes = model.decide(world, run, what, isTicked);
    expect(done !== null, "whether any of the ticked lines can go").toBe(goes);
    if (goes) await workOn(product, doorOf(product, run.sync, runId), how);
    return;
  } else {
    await approveRun(ctx, { runId, what });
    await workOn(product, doorOf(product, run.sync, runId), how);
  }
  model.decide(world, run, what, isTicked);
}

const BROKEN = {
  "open quote": 'ID,Email,First name,Last name,Mobile\n9,z@x.io,"Zoe,,\n',
  "no mobile": "ID,Email,First name,Last name\n9,z@x.io,Zoe,\n",
  "no rows": "ID,Email,First name,Last name,Mobile\n",
  cancelled: "ID,Email,First name,Last name,Mobile\n9,z@x.io,,,\n",
};

/** A run that must not change anything. */
async function playBroken({ product, idle }: Pair, op: Extract<Op, { do: "broken file" }>): Promise<void> {
  const { ctx, syncs } = product;
  const ref = await queueFile(ctx, syncs[op.sync], BROKEN[op.fault]);
  const isCancelled = op.fault === "cancelled";
  if (isCancelled) await cancelRun(ctx, { runId: ref.runId });
  await workOn(product, ref, "twice");
  idle.set(ref.runId, isCancelled ? "cancelled" : "failed");
}

/** The user written to last is the first, so that what happens often concerns the same people. */
function nthOf({ users, log }: model.World, nth: number, isMeant: (user: User) => boolean) {
  const lastWrite = ({ key }: User) => log.findLastIndex(({ user }) => user === key);
  const among = users.filter(isMeant).sort((a, b) => lastWrite(b) - lastWrite(a) || a.key - b.key);
  return among[nth % Math.max(1, among.length)];
}

function inputOf({ team, level }: Product, { first, last, ...looks }: Looks, role: Role) {
  const option = level.options.find(({ label }) => label === looks.level);
  const fields = { ...(team ? { [team.id]: looks.team } : {}), [level.id]: option ? String(option.id) : "" };
  return { email: looks.email, mobile: looks.mobile, firstName: first, lastName: last, role, fields };
}

/** What `work` gives, or null where it is refused. */
async function allowed<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return null;
    throw error;
  }
}

/** Whatever the model knows: users, and runs with their counts and the lines of their plans. */
export async function compare({ world, product, ids, idle }: Pair): Promise<void> {
  const [seenUsers, seenRuns] = await Promise.all([seeUsers(product), seeRuns(product)]);
  for (const user of world.users) {
    // A user whom a run has made is told apart by whose they are; from then on by the number they have.
    user.id ??= seenUsers.find(({ sync, csvId }) => sync === user.sync && csvId === user.csvId)?.id ?? null;
  }
  const asText = ({ id, sync, csvId, looks, role, active }: Omit<User, "key" | "touched" | "goneAt">) => {
    const { email, first, last, mobile, team, level } = looks;
    const whose = sync ? `${sync}#${csvId}` : "by hand";
    return [id, whose, active ? role : `removed ${role}`, email, first, last, mobile, team, level].join("|");
  };
  expect(
    seenUsers.flatMap(({ ghosts }) => ghosts),
    "values of deleted fields",
  ).toEqual([]);
  expect(seenUsers.map((user) => asText({ ...user, role: user.role as Role })).sort(), "users").toEqual(
    world.users.map(asText).sort(),
  );

  const known = new Map([...ids].map(([run, id]) => [id, run]));
  for (const seen of seenRuns) {
    const run = known.get(seen.id);
    if (!run) expect(seen.state, "a run that changes nothing").toBe(idle.get(seen.id));
    else expect(seen, "a run").toEqual({ id: seen.id, ...expected(run, seen.state) });
  }
}

function expected(run: model.Run, seenState: string) {
  const { read } = run.tally;
  if (isLikeBefore(run) && seenState === "no_change") {
    return { state: "no_change", counts: { ...NO_COUNTS, read, unchanged: read }, lines: [] };
  }
  const real = run.lines.filter(({ isReal }) => isReal);
  const done = run.appliedAt === null ? run.planned : model.countsOf(real);
  const { warnings, ...tally } = run.tally;
  const isUndo = "lines" in run.order;
  return {
    state: run.state,
    counts: { ...tally, ...done, errors: isUndo ? 0 : tally.skipped, warnings, ...discardedOf(run) },
    lines: run.lines.map(lineText).sort(),
  };
}

/** What was decided against is counted; nothing is said where nothing was. */
function discardedOf({ lines }: model.Run) {
  const out = lines.filter(({ isDiscarded }) => isDiscarded);
  return out.length === 0
    ? {}
    : { discarded: out.length, discardedRemovals: out.filter(({ kind }) => kind === "remove").length };
}

/** A file like one before it may be told by its bytes, where reading it would come to nothing. */
function isLikeBefore({ order, lines, tally }: model.Run): boolean {
  return (
    "isLikeBefore" in order &&
    order.isLikeBefore &&
    !order.yieldsTo &&
    lines.length === 0 &&
    tally.skipped === 0
  );
}

function lineText({ kind, csvId, status, needs }: Line): string {
  const isOpen = needs !== null && status !== "kept";
  return `${kind} ${csvId} ${status}${isOpen ? ` needs ${needs}` : ""}`;
}
