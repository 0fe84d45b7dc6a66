import { brandCtx, brandWorkspaceCtx, type WorkspaceCtx } from "@/lib/context";
import { openDb } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createList } from "@/lib/lists/create";
import { listListMembers } from "@/lib/lists/memberships";
import { countList } from "@/lib/lists/read";
import { createLog } from "@/lib/log";
import { bytesOf } from "@/lib/user-columns/columns";
import { heldOf, resetUserColumns } from "@/lib/user-columns/held";
import type { UserCursor } from "@/lib/users/query";
import { type Group, inRounds, median, must } from "../bench";
import { type House, makePlace, type Place } from "../house";
import { makePlan, timeEffects } from "../list-effects";
import { fillWorkspace, typicalRules } from "../list-people";
import { loaded, ms, p95, slowest, tablesOf, timeTables } from "../list-users";

const MIDDLE: UserCursor = {
  ...{ side: "after", lastNameKey: "mäkinen", firstNameKey: "", id: 0 },
  sortKey: null,
};
const TIMES = 5;
/** As an installation has that says nothing else. */
const MEMORY_BYTES = 256e6;
const PLAN_LINES = 100_000;

type Timed = { name: string; count: number[]; page: number[]; users: number };

/**
 * How long it takes to count the users of a list, to show fifty of them with why, to filter and sort the table of users, and
 * to say whom a plan brings into lists, in a workspace of `rows` people.
 */
export const group: Group = {
  name: "lists",
  keys: [
    "lists.count_p95_ms",
    "lists.page_p95_ms",
    "users.filter_p95_ms",
    "users.page_p95_ms",
    "effects.ms",
    "lists.no_index_ratio",
  ],
  run: async ({ house, rows, rounds, say }) => {
    say(`${rows} people`);
    const place = await makePlace(house.sql);
    const ids = await fillWorkspace(house.sql, place, rows);
    const rules = typicalRules(ids);
    const db = openDb(house.env.DATABASE_URL ?? "", { max: 2 });
    const ctx = contextOf(db, place);
    const lists = [];
    for (const { name, rule } of rules) {
      const { id } = await createList(ctx, { name, description: "", kind: "dynamic", rule });
      lists.push({ id, name });
    }
    const disturb = disturber(house.sql, place);
    resetUserColumns({ usersMin: 0, bytesMax: MEMORY_BYTES });
    const inMemory = await timeLists(ctx, lists, { rows, times: TIMES, disturb });
    const fieldIds = [ids.site, ids.department, ids.hours, ids.title, ids.start, ids.note];
    const tables = await timeTables(ctx, tablesOf(rules, fieldIds), { times: 3, disturb });
    const { users } = heldOf(ctx);
    must(users !== null, "nothing is in memory");
    if (users) say(`${Math.round(bytesOf(users) / 1e6)} MB in memory`);
    resetUserColumns({ usersMin: 0, bytesMax: 0 });
    const withIndex = await timeLists(ctx, lists, { rows, times: 2, disturb });
    say("without the index on fields");
    const restore = await dropIndex(house);
    const without = await timeLists(ctx, lists, { rows, times: 2, disturb });
    await restore();
    resetUserColumns(null);
    for (const [at, { users }] of withIndex.entries())
      must(
        users === without[at]?.users && users === inMemory[at]?.users,
        "a list has other users without the index, or in memory",
      );
    const effects = await timeEffectsOfPlan({ house, place, ctx, rows, rounds, fieldId: ids.title });
    await db.$client.end({ timeout: 5 });
    await house.sql`delete from workspaces where id = ${place.workspaceId}`;

    const total = (timed: readonly Timed[]) =>
      timed.reduce((sum, { count, page }) => sum + median(count) + median(page), 0);
    return {
      figures: [
        {
          key: "lists.count_p95_ms",
          value: p95(inMemory.flatMap(({ count }) => count)),
          goal: { most: 150 },
          what: "counting a list, over all rules",
        },
        {
          key: "lists.page_p95_ms",
          value: p95(inMemory.flatMap(({ page }) => page)),
          goal: { most: 100 },
          what: "fifty users of a list by name, first page and one in the middle",
        },
        {
          key: "users.filter_p95_ms",
          value: p95(tables.flatMap(({ count }) => count)),
          goal: { most: 150 },
          what: "counting the users that filters find",
        },
        {
          key: "users.page_p95_ms",
          value: p95(tables.flatMap(({ page }) => page)),
          goal: { most: 150 },
          what: "the first page of the users' table, by any column and filter",
        },
        {
          key: "effects.ms",
          value: median(effects),
          goal: { most: 1_000 },
          what: `the effects of a plan of ${Math.min(PLAN_LINES, rows)} changes`,
        },
        {
          key: "lists.no_index_ratio",
          value: total(without) / total(withIndex),
          what: "lists by the database alone, index on fields dropped / with it",
        },
      ],
      breakdowns: [
        ...told("count", inMemory, withIndex, without),
        ...told("page", inMemory, withIndex, without),
        ...(["count", "page"] as const).map((what) => ({
          title: `users: ${what}, slowest`,
          phases: Object.fromEntries(slowest(tables, what).map(({ name, ms }) => [name, ms])),
        })),
      ],
    };
  },
};

/** Somebody gets another mobile number: what is in memory has to hear of it before it answers. */
function disturber(sql: House["sql"], { workspaceId }: Place) {
  let at = 0;
  return async () => {
    at += 1;
    await sql`
      update users set mobile = ${`+${at}`}
       where id = (select min(id) + ${at} from users where workspace_id = ${workspaceId})`;
  };
}

type Plan = { house: House; place: Place; ctx: WorkspaceCtx; rows: number; rounds: number; fieldId: number };

async function timeEffectsOfPlan({ house, place, ctx, rows, rounds, fieldId }: Plan): Promise<number[]> {
  const { orgId, workspaceId } = place;
  await house.sql`
    insert into pages ${house.sql({ org_id: orgId, workspace_id: workspaceId, title: "All", slug: "all", audience: "everyone" })}`;
  const plan = await makePlan(house.sql, place, { lines: Math.min(PLAN_LINES, rows), fieldId });
  return timeEffects(ctx, plan, rounds);
}

function contextOf(db: ReturnType<typeof openDb>, { orgId, workspaceId }: Place): WorkspaceCtx {
  const actor = { kind: "system", label: "Bench" } as const;
  const parts = { orgId, actor, role: "system" as const, clock: () => new Date(), log: createLog("bench") };
  return brandWorkspaceCtx(brandCtx({ ...parts, db: tenantDb(db, { orgId, actor }) }), workspaceId);
}

async function timeLists(
  ctx: WorkspaceCtx,
  lists: readonly { id: number; name: string }[],
  { rows, times, disturb }: { rows: number; times: number; disturb: () => Promise<void> },
): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const { id, name } of lists) {
    const page = (cursor: UserCursor | null) => listListMembers(ctx, { id, search: "" }, cursor);
    await countList(ctx, { id });
    await page(null);
    await loaded(ctx);
    await page(null);
    await loaded(ctx);
    const count = await inRounds(times, async () => {
      await disturb();
      return ms(() => countList(ctx, { id }));
    });
    const pages = await inRounds(times * 2, async (round) => {
      await disturb();
      return ms(() => page(round % 2 === 0 ? null : MIDDLE));
    });
    const users = await countList(ctx, { id });
    // Of a few thousand people one in ten thousand may be none.
    must(users > 0 || rows < 100_000, `nobody is in the list "${name}"`);
    timed.push({ name, users, count, page: pages });
  }
  return timed;
}

/** Gives a way to put it back. */
async function dropIndex({ sql }: House): Promise<() => Promise<void>> {
  const [index] = await sql`select indexdef from pg_indexes where indexname = 'users_fields'`;
  await sql`drop index users_fields`;
  return async () => {
    await sql.unsafe(String(index?.indexdef));
  };
}

function told(
  what: "count" | "page",
  inMemory: readonly Timed[],
  withIndex: readonly Timed[],
  without: readonly Timed[],
) {
  return inMemory.map((timed, at) => ({
    title: `${what}: ${timed.name}`,
    phases: {
      "in memory": median(timed[what]),
      database: median(withIndex[at]?.[what] ?? []),
      "without index": median(without[at]?.[what] ?? []),
    },
  }));
}
