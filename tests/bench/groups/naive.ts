import { performance } from "node:perf_hooks";
import { sql as raw } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { users } from "@/drizzle/schema/users";
import { type Group, inRounds, median, must } from "../bench";
import { startChild } from "../child";
import { emptyTables, makePlace, settle } from "../house";
import { writePeople } from "../people-file";
import { type Site, syncFile } from "../sync-file";
import type { WorkerOrders } from "../worker";

const NAIVE_ROWS_MAX = 20_000;

/** An import as it is often written, one upsert of an ORM a row, beside a first sync of the same number of rows. */
export const group: Group = {
  name: "naive",
  keys: ["naive.times_faster"],
  run: async ({ house, rows, rounds }) => {
    const count = Math.min(NAIVE_ROWS_MAX, rows);
    const place = await makePlace(house.sql);
    const file = await writePeople(house.folder, count);
    const worker = startChild<WorkerOrders>("tests/bench/worker.ts", house.env);
    const site: Site = { sql: house.sql, place, dataDir: house.env.ROLLCALL_DATA_DIR ?? "", worker };
    const times = await inRounds(rounds, async () => {
      await emptyTables(house.sql);
      await settle(house.sql);
      const ours = await syncFile(site, file, { created: count });
      await emptyTables(house.sql);
      await settle(house.sql);
      return { ours: ours.ms, naive: await upserts(house.ownerUrl, place, count) };
    });
    await worker.end();
    const ours = median(times.map((time) => time.ours));
    const naive = median(times.map((time) => time.naive));
    return {
      figures: [
        {
          key: "naive.times_faster",
          value: naive / ours,
          goal: { least: 20 },
          what: `${count} rows by one ORM upsert each / by a first sync`,
        },
      ],
      breakdowns: [{ title: "naive", phases: { upserts: naive, sync: ours } }],
    };
  },
};

/** Past all policies and without a transaction around each: as cheap as it can be. */
async function upserts(ownerUrl: string, place: Site["place"], count: number): Promise<number> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const db = drizzle(client);
  const { orgId, workspaceId, syncId } = place;
  const begun = performance.now();
  for (let at = 0; at < count; at++) {
    const person = {
      email: `naive.${at}@example.com`,
      firstName: "Anna",
      lastName: "Korhonen",
      mobile: `+3584${at}`,
    };
    const fields = { 1: "Nurse", 2: "1990-01-01", 3: 1, 4: [1, 2] };
    await db
      .insert(users)
      .values({ orgId, workspaceId, syncId, externalId: `${syncId}#E${at}`, ...person, fields })
      .onConflictDoUpdate({
        target: [users.workspaceId, users.externalId],
        set: { ...person, fields, version: raw`${users.version} + 1` },
      });
  }
  const ms = performance.now() - begun;
  const [row] = await client<{ n: number }[]>`select count(*)::int as n from users`;
  await client.end();
  must(row?.n === count, `one upsert a row left ${row?.n} users`);
  return ms;
}
