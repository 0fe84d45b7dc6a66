import { type Bench, type Group, inRounds, median, must } from "../bench";
import { startChild } from "../child";
import { emptyTables, makePlace, settle } from "../house";
import { type Site, syncFile } from "../sync-file";
import type { WorkerOrders } from "../worker";

type Told = readonly string[];

/** What it costs an apply to tell whom it changed, and which lists they came into: beside one that tells nobody. */
export const group: Group = {
  name: "events",
  keys: ["events.users_ratio", "events.lists_ratio"],
  run: async (bench) => {
    const { house, rounds, say } = bench;
    const site: Site = {
      sql: house.sql,
      place: await makePlace(house.sql),
      dataDir: house.env.ROLLCALL_DATA_DIR ?? "",
      worker: startChild<WorkerOrders>("tests/bench/worker.ts", house.env),
    };
    const applied = await inRounds(rounds, async (round) => {
      say(`first syncs, round ${round + 1}`);
      // In turn, so that the machine is as busy for each of them.
      const silent = await apply(bench, site, []);
      const users = await apply(bench, site, ["run", "user"]);
      return { silent, users, lists: await apply(bench, site, ["run", "user", "list"]) };
    });
    await site.worker.end();
    const silent = median(applied.map((ms) => ms.silent));
    const users = median(applied.map((ms) => ms.users));
    const lists = median(applied.map((ms) => ms.lists));
    return {
      figures: [
        {
          key: "events.users_ratio",
          value: users / silent,
          goal: { most: 1.1 },
          what: "apply that tells its users / one that tells nobody",
        },
        {
          key: "events.lists_ratio",
          value: lists / silent,
          goal: { most: 1.3 },
          what: "the same with two rule-based lists / one that tells nobody",
        },
      ],
      breakdowns: [{ title: "events", phases: { silent, users, lists } }],
    };
  },
};

async function apply({ house, rows, file }: Bench, site: Site, wants: Told): Promise<number> {
  const { sql, place } = site;
  const { orgId, workspaceId } = place;
  await emptyTables(house.sql);
  await sql`delete from outgoing_events where org_id = ${orgId}`;
  await sql`delete from user_lists where workspace_id = ${workspaceId}`;
  for (const [at, op] of (["is_not_empty", "contains"] as const).entries()) {
    const condition = { on: "text", part: "lastName", op, text: op === "contains" ? "a" : "" };
    await sql`
      insert into user_lists (org_id, workspace_id, name, kind, rule, created_by)
      values (${orgId}, ${workspaceId}, ${`list ${at}`}, 'dynamic', ${sql.json({ match: "all", rules: [condition] })}, 'bench')`;
  }
  await sql`
    insert into event_streams (org_id, wants) values (${orgId}, ${[...wants]})
    on conflict (org_id) do update set wants = excluded.wants`;
  await settle(house.sql);
  const { phases } = await syncFile(site, file, { created: rows });
  const [told] = await sql<{ n: number }[]>`
    select coalesce(sum(size), 0)::int as n from outgoing_events where org_id = ${orgId} and type = 'user.created'`;
  must(told?.n === (wants.includes("user") ? rows : 0), `${told?.n} users were told`);
  return phases.apply ?? Number.NaN;
}
