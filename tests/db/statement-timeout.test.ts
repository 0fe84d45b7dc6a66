import { sql as query } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { describeError } from "@/lib/action";
import { closeDb, db, limitStatements, openDb } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { testDb } from "../support/db";

const { url } = testDb();
const pool = openDb(url, { max: 1, statementMs: 200 });
afterAll(() => pool.$client.end());

const sleep = (actor?: Parameters<typeof tenantDb>[1]["actor"]) =>
  tenantDb(pool, actor ? { actor } : {}).run((tx) => tx.execute(query`select pg_sleep(0.5)`));

test("a page's statement that takes too long is ended, and told in a plain sentence", async () => {
  const error: unknown = await sleep().catch((thrown: unknown) => thrown);
  expect(describeError(error, { action: "sleepAction" })).toEqual({
    code: "too_slow",
    message: "The database took too long to answer, so this was stopped. Nothing was changed.",
    remedy: "Try again in a few minutes, or narrow the request, for example with a filter.",
    fieldErrors: undefined,
  });
  expect(error, "what Next hands to the page that shows it").toMatchObject({ digest: "too_slow" });
});

test("what a run or a schedule does may take longer", async () => {
  await sleep({ kind: "run", runId: "00000000-0000-0000-0000-000000000000", label: "Sync" });
  await sleep({ kind: "system", label: "Schedule" });
  await expect(sleep(), "and the limit is back afterwards").rejects.toMatchObject({ code: "too_slow" });
});

test("the limit of a process is that of its pool", async () => {
  await closeDb();
  limitStatements(1_234);
  const [row] = await db().execute(query`show statement_timeout`);
  expect(row).toEqual({ statement_timeout: "1234ms" });
  await closeDb();
  limitStatements(0);
});
