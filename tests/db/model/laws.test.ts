import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { evaluateGuards } from "@/lib/pipeline/guard/evaluate";
import type { PlanFacts } from "@/lib/pipeline/guard/facts";
import { GUARD_DEFAULTS } from "@/lib/pipeline/guard/settings";
import { NO_ROWS } from "@/lib/pipeline/row-list";
import { mintTenant, type Tenant } from "../../support/tenant";
import { fileOp, type Op, sequencesOf } from "./ops";
import { type SeenUser, seeRuns, seeUsers } from "./product";
import { compare, openPair, type Pair, play } from "./sequence";

const RUNS = { numRuns: 8, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true };
const often = { files: 8, decisions: 1, undos: 1, edits: 4 };
const history = sequencesOf(often, { minLength: 1, maxLength: 4 });
const undoLast = { do: "undo", nth: 0, next: { what: "all", ticks: 0 }, how: "plain" } as const;

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

async function playAll(ops: readonly Op[]): Promise<Pair> {
  const pair = await openPair(tenant);
  for (const op of ops) {
    await play(pair, op);
    await compare(pair);
  }
  return pair;
}

/** Who is there, without what tells two workspaces apart. */
async function whoIsThere({ product }: Pair): Promise<string[]> {
  const textOf = ({ sync, csvId, looks, role }: SeenUser) => JSON.stringify([sync, csvId, looks, role]);
  return (await seeUsers(product))
    .filter(({ active }) => active)
    .map(textOf)
    .sort();
}

const lastPlan = async ({ product }: Pair) => (await seeRuns(product)).at(-1)?.lines;

test("the order of the rows makes no difference to the plan", async () => {
  const law = fc.asyncProperty(history, fileOp, fc.infiniteStream(fc.nat(99)), async (before, op, dice) => {
    const mixed = op.file.rows.map((row) => ({ row, at: dice.next().value })).sort((a, b) => a.at - b.at);
    const other = { ...op, file: { ...op.file, rows: mixed.map(({ row }) => row) } };
    const preview = { hold: "preview", next: null } as const;
    const one = await playAll([...before, { ...op, ...preview }]);
    const two = await playAll([...before, { ...other, ...preview }]);
    expect(await lastPlan(two)).toEqual(await lastPlan(one));
  });
  await fc.assert(law, RUNS);
});

test("a file that is applied twice writes nothing the second time", async () => {
  const law = fc.asyncProperty(history, fileOp, async (before, op) => {
    // Whom a new ID may be can hold it all the same: only what is applied as a whole leaves nothing to do.
    const plain = { ...op, hold: "nothing", next: { what: "all", ticks: 0 } } as const;
    const pair = await playAll([...before, plain]);
    const once = await seeUsers(pair.product);
    await play(pair, plain);
    await compare(pair);
    expect(await seeUsers(pair.product)).toEqual(once);
  });
  await fc.assert(law, RUNS);
});

test("a plan that is approved as a whole does what it would have done without a guard", async () => {
  const law = fc.asyncProperty(history, fileOp, async (before, op) => {
    const all = { what: "all", ticks: 0 } as const;
    const free = await playAll([...before, { ...op, hold: "nothing", next: all }]);
    const shown = await playAll([...before, { ...op, hold: "preview", next: all }]);
    const partly = await playAll([...before, { ...op, hold: "removals", next: all }]);
    expect(await whoIsThere(shown)).toEqual(await whoIsThere(free));
    expect(await whoIsThere(partly)).toEqual(await whoIsThere(free));
  });
  await fc.assert(law, RUNS);
});

test("an undo right after a run brings everybody back as they were, its own undo as the run made them", async () => {
  const law = fc.asyncProperty(history, fileOp, async (before, op) => {
    const pair = await playAll(before);
    const was = await whoIsThere(pair);
    const all = { what: "all", ticks: 0 } as const;
    await play(pair, { ...op, hold: "preview", next: all });
    await compare(pair);
    const became = await whoIsThere(pair);
    if (JSON.stringify(became) === JSON.stringify(was)) return;
    await play(pair, undoLast);
    expect(await whoIsThere(pair)).toEqual(was);
    await play(pair, undoLast);
    expect(await whoIsThere(pair)).toEqual(became);
  });
  await fc.assert(law, RUNS);
});

test("two workspaces with the same IDs and addresses never influence each other", async () => {
  const law = fc.asyncProperty(history, history, async (ours, theirs) => {
    const [our, their] = [await openPair(tenant), await openPair(tenant)];
    for (const [at, op] of ours.entries()) {
      const other = theirs[at];
      await Promise.all([play(our, op), other ? play(their, other) : undefined]);
      await Promise.all([compare(our), compare(their)]);
    }
  });
  await fc.assert(law, RUNS);
});

test("what trips a guard against removals still trips it with one more of them", () => {
  const law = fc.property(
    fc.nat(300),
    fc.nat(300),
    fc.nat(300),
    fc.nat(300),
    (owned, removals, rows, before) => {
      const facts: PlanFacts = {
        owned: owned + removals + 1,
        removals,
        updates: 0,
        firstValues: 0,
        leading: { users: 0, losing: 0 },
        inTeams: { users: 0, losing: 0 },
        managersRows: null,
        lastGoodManagersRows: null,
        older: [],
        rowsRead: rows,
        leftOut: null,
        lastGoodRows: before,
        vanishedHeaders: [],
        matches: { relinked: 0, back: 0, open: 0 },
        missing: removals,
        unreadableIds: NO_ROWS,
        isFirstRun: false,
        isPreview: false,
      };
      const codes = (more: number) =>
        evaluateGuards({ ...facts, removals: removals + more, missing: removals + more }, GUARD_DEFAULTS).map(
          ({ code }) => code,
        );
      expect(codes(1)).toEqual(expect.arrayContaining(codes(0)));
    },
  );
  fc.assert(law, { numRuns: 500 });
});
