import { performance } from "node:perf_hooks";
import { brandCtx, brandWorkspaceCtx, type WorkspaceCtx } from "@/lib/context";
import { openDb } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createList } from "@/lib/lists/create";
import { listListMembers } from "@/lib/lists/memberships";
import { countList } from "@/lib/lists/read";
import { createLog } from "@/lib/log";
import type { UserCursor } from "@/lib/users/query";
import { type Group, inRounds, median, must } from "../bench";
import { type House, makePlace, type Place } from "../house";
import { fillWorkspace, typicalRules } from "../list-people";

const MIDDLE: UserCursor = {
  ...{ side: "after", lastNameKey: "mäkinen", firstNameKey: "", id: 0 },
  sortKey: null,
};
const TIMES = 5;

type Timed = { name: string; count: number[]; page: number[]; users: number };

/** How long it takes to count the users of a list, and to show fifty of them with why, in a workspace of `rows` people. */
export const group: Group = {
  name: "lists",
  keys: ["lists.count_p95_ms", "lists.page_p95_ms", "lists.no_index_ratio"],
  run: async ({ house, rows, say }) => {
    say(`${rows} people`);
    const place = await makePlace(house.sql);
    const rules = typicalRules(await fillWorkspace(house.sql, place, rows));
    const db = openDb(house.env.DATABASE_URL ?? "", { max: 2 });
    const ctx = contextOf(db, place);
    const lists = [];
    for (const { name, rule } of rules) {
      const { id } = await createList(ctx, { name, description: "", kind: "dynamic", rule });
      lists.push({ id, name });
    }
    const withIndex = await timeLists(ctx, lists, { rows, times: TIMES });
    say("without the index on fields");
    const restore = await dropIndex(house);
    const without = await timeLists(ctx, lists, { rows, times: 2 });
    await restore();
    for (const [at, { users }] of withIndex.entries())
      must(users === without[at]?.users, "a list has other users without the index");
    await db.$client.end({ timeout: 5 });
    await house.sql`delete from workspaces where id = ${place.workspaceId}`;

    const total = (timed: readonly Timed[]) =>
      timed.reduce((sum, { count, page }) => sum + median(count) + median(page), 0);
    return {
      figures: [
        {
          key: "lists.count_p95_ms",
          value: p95(withIndex.flatMap(({ count }) => count)),
          what: "counting a list, over all rules",
        },
        {
          key: "lists.page_p95_ms",
          value: p95(withIndex.flatMap(({ page }) => page)),
          what: "fifty users of a list by name, first page and one in the middle",
        },
        {
          key: "lists.no_index_ratio",
          value: total(without) / total(withIndex),
          what: "the same, index on fields dropped / with it",
        },
      ],
      breakdowns: [...told("count", withIndex, without), ...told("page", withIndex, without)],
    };
  },
};

function contextOf(db: ReturnType<typeof openDb>, { orgId, workspaceId }: Place): WorkspaceCtx {
  const actor = { kind: "system", label: "Bench" } as const;
  const parts = { orgId, actor, role: "system" as const, clock: () => new Date(), log: createLog("bench") };
  return brandWorkspaceCtx(brandCtx({ ...parts, db: tenantDb(db, { orgId, actor }) }), workspaceId);
}

async function timeLists(
  ctx: WorkspaceCtx,
  lists: readonly { id: number; name: string }[],
  { rows, times }: { rows: number; times: number },
): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const { id, name } of lists) {
    const users = await countList(ctx, { id });
    // Of a few thousand people one in ten thousand may be none.
    must(users > 0 || rows < 100_000, `nobody is in the list "${name}"`);
    await listListMembers(ctx, { id, search: "" }, null);
    const count = await inRounds(times, () => ms(() => countList(ctx, { id })));
    const page = await inRounds(times * 2, (round) =>
      ms(() => listListMembers(ctx, { id, search: "" }, round % 2 === 0 ? null : MIDDLE)),
    );
    timed.push({ name, users, count, page });
  }
  return timed;
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Gives a way to put it back. */
async function dropIndex({ sql }: House): Promise<() => Promise<void>> {
  const [index] = await sql`select indexdef from pg_indexes where indexname = 'users_fields'`;
  await sql`drop index users_fields`;
  return async () => {
    await sql.unsafe(String(index?.indexdef));
  };
}

function told(what: "count" | "page", withIndex: readonly Timed[], without: readonly Timed[]) {
  return withIndex.map((timed, at) => ({
    title: `${what}: ${timed.name}`,
    phases: { with: median(timed[what]), without: median(without[at]?.[what] ?? []) },
  }));
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
