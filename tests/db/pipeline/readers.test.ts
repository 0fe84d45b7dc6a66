import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { applyRun } from "@/lib/runs/apply-run";
import { planRun } from "@/lib/runs/plan-run";
import { getUser } from "@/lib/users/read";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../../support/db";
import { NO_GUARDS, people, queueFile, runFile, testDeps } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { until } from "../../support/until";

const csv = (rows: readonly string[]) => `ID,Email,First name,Last name,Mobile\n${rows.join("\n")}\n`;
const row = (at: number, name: string) => `${at},u${at}@x.io,${name},Lee,`;

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

test("whoever reads while a run is applied sees all of it or nothing", async () => {
  const before = Array.from({ length: 3_000 }, (_, at) => row(at, "Old"));
  const after = Array.from({ length: 3_000 }, (_, at) => row(at + 1_000, "New"));
  await runFile(ctx, syncId, csv(before));
  const ref = await queueFile(ctx, syncId, csv(after));
  await planRun(ref, testDeps());
  const seen = new Set<string>();
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      const [row] = await testDb().sql`
        select count(*)::int as n, string_agg(distinct first_name, '+' order by first_name) as names from users
        where workspace_id = ${ctx.workspaceId} and state = 'active'`;
      seen.add(`${row?.n} ${row?.names}`);
    }
  })();
  await applyRun(ref, testDeps());
  await sleep(50);
  isOver = true;
  await reading;
  expect([...seen].sort()).toEqual(["3000 New", "3000 Old"]);
});

test("while a run is being applied, others can be read and edited, and it is still right", async () => {
  await runFile(ctx, syncId, csv([row(1, "Ann"), row(2, "Bob"), row(3, "Cat")]));
  const ref = await queueFile(ctx, syncId, csv([row(1, "Anna"), row(2, "Bobby"), row(3, "Cat")]));
  await planRun(ref, testDeps());
  const idOf = async (at: number) =>
    (await testDb().sql`select id::float8 as id from users where external_id = ${`${syncId}#${at}`}`)[0]?.id;

  // Someone's transaction holds a row that the plan changes: the statement waits in the middle of its work.
  let go = () => {};
  const letGo = new Promise<void>((resolve) => {
    go = resolve;
  });
  const holding = testDb().sql.begin(async (tx) => {
    await tx`select 1 from users where external_id = ${`${syncId}#2`} for update`;
    await letGo;
  });
  const applying = applyRun(ref, testDeps());
  await until(async () => {
    const waiting = await testDb().sql`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%todo as%'
        and datname = current_database()`;
    return waiting.length > 0;
  });
  const cat = await getUser(ctx, { id: await idOf(3) });
  const { id, email, lastName, mobile, role, version } = cat;
  await updateUser(ctx, { id, email, firstName: "Cathy", lastName, mobile, role, version, fields: {} });
  expect((await people(ctx)).map((line) => line.split("|")[2])).toEqual(["Ann", "Bob", "Cathy"]);
  go();
  await holding;
  expect((await applying).applied).toMatchObject({ updated: 2, stale: 0 });
  expect((await people(ctx)).map((line) => line.split("|")[2])).toEqual(["Anna", "Bobby", "Cathy"]);
});
