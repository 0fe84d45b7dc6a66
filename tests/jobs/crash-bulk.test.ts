import { expect, test } from "vitest";
import { setFieldOfMany } from "@/lib/bulk-edits/start";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";
import type { WorkspaceCtx } from "@/lib/context";
import { testDb } from "../support/db";
import { mintField, mintTenant, mintWorkspace } from "../support/tenant";
import { until } from "../support/until";
import { openCrew } from "./crash-crew";

// A bulk edit whose worker is killed, within a batch or between two, ends as if nobody had been killed.

const { sql } = testDb();
const { start, hold, release } = await openCrew();

const USERS = 1_203;
const EVERYONE = { query: { search: "", source: null, filters: [] } };

async function crowd() {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const field = await mintField(ws, { label: "Notes", type: "text" });
  await sql`insert into users (org_id, workspace_id, email, fields)
    select ${ws.orgId}, ${ws.workspaceId}, 'u' || i || '@example.com',
           case when i % 3 = 0 then jsonb_build_object(${String(field.id)}::text, 'old ' || i) else '{}' end
      from generate_series(1, ${USERS}) i`;
  return { ws, field };
}

const fieldsOf = (ws: WorkspaceCtx) =>
  sql`select id::int, fields from users where workspace_id = ${ws.workspaceId} order by id`;
const versionsOf = async (ws: WorkspaceCtx) =>
  [
    ...(await sql`select version, count(*)::int as n from users where workspace_id = ${ws.workspaceId}
      group by 1 order by 1`),
  ].map(({ version, n }) => [version, n]);
const edits = async (ws: WorkspaceCtx) => {
  const [row] = await sql`select count(*)::int as n from user_edits where workspace_id = ${ws.workspaceId}`;
  return row?.n;
};

/** The worker dies at the point, another takes up the work and ends it. */
async function dieAt(point: string, ask: () => Promise<{ id: string }>, atDeath: () => Promise<void>) {
  hold(point);
  const worker = await start();
  const { id } = await ask();
  await worker.says(`at ${point}`);
  await worker.kill();
  await atDeath();
  release();
  const next = await start();
  await until(async () => {
    const [row] = await sql`select state from bulk_edits where id = ${id}`;
    return row?.state === "done";
  });
  await next.kill();
  return { id };
}

test.each([
  { point: "in-batch", done: 0 },
  { point: "between-batches", done: 500 },
])(
  "a worker killed at $point, in a bulk edit and in its undo: each user once, then all as before",
  async ({ point, done }) => {
    const { ws, field } = await crowd();
    const before = await fieldsOf(ws);
    const asked = await dieAt(
      point,
      () => setFieldOfMany(ws, { who: EVERYONE, fieldId: field.id, value: "new" }),
      async () => expect(await edits(ws)).toBe(done),
    );
    expect(await versionsOf(ws)).toEqual([[2, USERS]]);
    expect(await edits(ws)).toBe(USERS);
    await dieAt(
      point,
      () => undoBulkEdit(ws, asked),
      async () => expect(await edits(ws)).toBe(USERS + done),
    );
    expect(await versionsOf(ws)).toEqual([[3, USERS]]);
    expect(await edits(ws)).toBe(2 * USERS);
    expect([...(await fieldsOf(ws))]).toEqual([...before]);
    const log = await sql`select action, (detail->>'users')::int as users from audit_log
    where org_id = ${ws.orgId} and action in ('user.bulk_update', 'user.bulk_undo') order by id`;
    expect([...log]).toEqual([
      { action: "user.bulk_update", users: USERS },
      { action: "user.bulk_undo", users: USERS },
    ]);
  },
);
