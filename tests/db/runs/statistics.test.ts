import { beforeEach, expect, test } from "vitest";
import { refreshStatistics } from "@/lib/runs/system.store";
import { testDb } from "../../support/db";
import { mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

// What the database is told of users and lines before it plans a statement over many of them.

const { db, sql } = testDb();

/** The columns of a table that the database knows something of. */
async function known(table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select attname as name from pg_stats where schemaname = 'public' and tablename = ${table}`;
  return rows.map(({ name }) => name);
}

beforeEach(async () => {
  const { ctx } = await mintTenant();
  const workspace = await mintWorkspace(ctx);
  for (const firstName of ["Anna", "Bert", "Cleo"]) await mintUser(workspace, { firstName });
  await sql`
    insert into changes (org_id, workspace_id, run_id, kind, csv_id, before)
    select org_id, workspace_id, gen_random_uuid(), 'update', id::text, '{"firstName": "Ann"}' from users`;
  // As if nobody had looked yet, which autovacuum may have done already.
  await sql`delete from pg_statistic where starelid in ('users'::regclass, 'changes'::regclass)`;
});

test("it looks at what statements over many users compare, and not at all that they carry", async () => {
  await refreshStatistics(db, "users");
  expect(await known("users")).toEqual(
    expect.arrayContaining(["workspace_id", "sync_id", "external_id", "email_key", "state"]),
  );
  expect(await known("users")).not.toContain("fields");
});

test("it looks at what statements over many lines of a plan compare, and not at what users were before", async () => {
  await refreshStatistics(db, "changes");
  expect(await known("changes")).toEqual(expect.arrayContaining(["run_id", "kind", "status", "csv_id"]));
  expect(await known("changes")).not.toContain("before");
});

test("afterwards it takes a table for as many rows as it has", async () => {
  await refreshStatistics(db, "changes");
  const [row] = await sql<{ "QUERY PLAN": { Plan: { "Plan Rows": number } }[] }[]>`
    explain (format json) select from changes`;
  const [count] = await sql<{ n: number }[]>`select count(*)::int as n from changes`;
  expect(row?.["QUERY PLAN"][0]?.Plan["Plan Rows"]).toBe(count?.n);
});
