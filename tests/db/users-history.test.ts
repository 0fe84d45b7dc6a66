import { expect, test } from "vitest";
import { users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun } from "@/lib/runs/decide-run";
import { undoRun } from "@/lib/runs/undo-run";
import { searchWorkspace } from "@/lib/search/search-workspace";
import { readHistoryPlace } from "@/lib/users/history-place";
import { HISTORY_PAGE_SIZE, listUserHistory } from "@/lib/users/list-history";
import { findFirstSeen } from "@/lib/users/read";
import { removeUser } from "@/lib/users/remove";
import { testDb } from "../support/db";
import { NO_GUARDS, queueFile, runFile, work } from "../support/pipeline";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const HEADER = "ID,Email,First name,Last name,Mobile";

async function setting() {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const sync = await mintSync(ws, { guardSettings: { ...NO_GUARDS, reKey: true } });
  return { ws, sync };
}

/** A run of a file in which people have new IDs: held until it is approved. */
async function reKey(ws: WorkspaceCtx, syncId: string, file: string): Promise<void> {
  const ref = await queueFile(ws, syncId, file);
  await work(ws, ref);
  await approveRun(ws, { runId: ref.runId, what: "all" });
  await work(ws, ref);
}

async function userOf(ws: WorkspaceCtx, email: string): Promise<{ id: number }> {
  const rows = await ws.db.run((tx) => tx.select({ id: users.id, email: users.email }).from(users));
  const user = rows.find((row) => row.email === email);
  if (!user) throw new Error(`Nobody has ${email}.`);
  return user;
}

const kinds = async (ws: WorkspaceCtx, user: { id: number }) =>
  (await listUserHistory(ws, user)).events.map(({ by, kind }) => `${by} ${kind}`);

test("a history begins in the row that brought the user, even after they were given another ID", async () => {
  const { ws, sync } = await setting();
  const first = await runFile(ws, sync.id, `${HEADER}\n7,"ada@x.com",Ada,"By\nron",\n8,bo@x.com,Bo,B,\n`);
  await reKey(ws, sync.id, `${HEADER}\n70,ada@x.com,Ada,By ron,\n8,bo@x.com,Bo,B,\n`);
  const ada = await userOf(ws, "ada@x.com");
  expect(await kinds(ws, ada)).toEqual(["run relink", "run create"]);
  const { events } = await listUserHistory(ws, ada);
  expect(events[0]).toMatchObject({ oldCsvId: "7", csvId: "70" });
  expect(await findFirstSeen(ws, ada)).toMatchObject({ runId: first.id, row: 2, fileName: "people.csv" });
  const bo = await userOf(ws, "bo@x.com");
  expect(await findFirstSeen(ws, bo)).toMatchObject({ row: 3, line: 4 });
});

test("the row of whoever had the same ID before is no part of a history", async () => {
  const { ws, sync } = await setting();
  await runFile(ws, sync.id, `${HEADER}\n7,ada@x.com,Ada,Byron,\n`);
  const ada = await userOf(ws, "ada@x.com");
  await reKey(ws, sync.id, `${HEADER}\n70,ada@x.com,Ada,Byron,\n`);
  const second = await runFile(ws, sync.id, `${HEADER}\n70,ada@x.com,Ada,Byron,\n7,new@x.com,New,One,\n`);
  const later = await userOf(ws, "new@x.com");
  expect(await findFirstSeen(ws, later)).toMatchObject({ runId: second.id });
  expect(await kinds(ws, later)).toEqual(["run create"]);
  expect(await kinds(ws, ada)).toEqual(["run relink", "run create"]);
});

test("a history names who asked for a run, who approved it, and which run an undo turned around", async () => {
  const { ws, sync } = await setting();
  const ref = await queueFile(ws, sync.id, `${HEADER}\n7,ada@x.com,Ada,Byron,\n`, { intent: "preview" });
  await work(ws, ref);
  await approveRun(ws, { runId: ref.runId, what: "all" });
  await work(ws, ref);
  const ada = await userOf(ws, "ada@x.com");
  const { runId } = await undoRun(ws, { runId: ref.runId });
  await work(ws, { ...ref, runId });
  await approveRun(ws, { runId, what: "all" });
  await work(ws, { ...ref, runId });
  const { events } = await listUserHistory(ws, ada);
  expect(events.map(({ by, kind }) => `${by} ${kind}`)).toEqual(["run remove", "run create"]);
  expect(events[0]).toMatchObject({
    trigger: "undo",
    undoes: { id: ref.runId },
    approvedBy: ws.actor.label,
  });
  expect(events[1]).toMatchObject({
    requestedBy: "test",
    approvedBy: ws.actor.label,
    runState: "undone",
    undoes: null,
  });
});

test("a long history is read page by page, with nothing twice and nothing left out", async () => {
  const { ws, sync } = await setting();
  const user = await mintUser(ws, { email: "ada@x.com" });
  const edits = HISTORY_PAGE_SIZE * 2 + 5;
  // All at one moment, as the edits of an import are; a run at that moment, too.
  const at = "2026-05-03T10:00:00.123456Z";
  await sql`insert into user_edits (org_id, workspace_id, user_id, at, kind, actor_label)
            select ${ws.orgId}, ${ws.workspaceId}, ${user.id}, ${at}, 'update', 'Kim'
              from generate_series(1, ${edits})`;
  await sql`with run as (
    insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, applied_at, applied_statuses)
    values (${ws.orgId}, ${ws.workspaceId}, ${sync.id}, 'succeeded', 'manual', 'Kim', ${at}, '{planned}') returning id)
    insert into changes (org_id, workspace_id, run_id, kind, csv_id, user_id)
    select ${ws.orgId}, ${ws.workspaceId}, run.id, 'update', '7', ${user.id} from run`;
  const seen: string[] = [];
  let place: string | null = null;
  let pages = 0;
  do {
    const page = await listUserHistory(ws, user, readHistoryPlace(place ?? ""));
    seen.push(...page.events.map(({ key }) => key));
    place = page.older;
    pages += 1;
  } while (place);
  expect([seen.length, new Set(seen).size, pages]).toEqual([edits + 1, edits + 1, 3]);
});

test("the palette finds those who were removed, and says so", async () => {
  const { ws } = await setting();
  const gone = await mintUser(ws, { firstName: "Ada", lastName: "Gone" });
  await removeUser(ws, gone);
  for (let n = 0; n < 8; n += 1) await mintUser(ws, { firstName: "Ada", lastName: `Here${n}` });
  const found = (await searchWorkspace(ws, "ada")).users;
  expect(found).toHaveLength(6);
  expect(found.filter(({ removed }) => removed).map(({ id }) => id)).toEqual([gone.id]);
});
