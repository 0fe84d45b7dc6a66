import { describe, expect, test } from "vitest";
import { enterWorkspace } from "@/lib/auth/enter";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { listListChoices, listPages } from "@/lib/pages/read";
import { listAttachable } from "@/lib/remote-sources/read";
import { makeSandbox } from "@/lib/sandbox/make";
import { findSandbox } from "@/lib/sandbox/read";
import { removeSandbox } from "@/lib/sandbox/remove";
import { sendNextFile } from "@/lib/sandbox/send-next";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { listSyncs } from "@/lib/syncs/read";
import { createWorkspace } from "@/lib/workspaces/create";
import { testDb } from "../../support/db";
import { eventsSince, startPolling } from "../../support/events";
import { people, work } from "../../support/pipeline";
import { everythingSpooled } from "../../support/spool";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

async function mint(
  ctx: Ctx,
): Promise<{ ws: WorkspaceCtx; work: (runId: string) => ReturnType<typeof work> }> {
  const { slug, runId } = await makeSandbox(ctx);
  const ws = await enterWorkspace(ctx, slug);
  const go = async (id: string) => {
    const [sync] = await listSyncs(ws);
    return work(ws, { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId: sync?.id ?? "", runId: id });
  };
  await go(runId);
  return { ws, work: go };
}

/** Table -> how many rows the organization has in it; what stays by design is left out. */
async function rowsOf(orgId: string): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c join pg_class k on k.relname = c.table_name
     where c.table_schema = 'public' and c.column_name = 'org_id' and k.relkind = 'r' and c.table_name <> 'audit_log'`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from ${sql(name)} where org_id = ${orgId}`;
    if (row && row.n > 0) counts[name] = row.n;
  }
  return counts;
}

describe("making a sandbox", () => {
  test("gives users, fields, a list, pages and a drop of its own that one click made", async () => {
    const { ctx } = await mintTenant();
    const { slug, runId } = await makeSandbox(ctx);
    const ws = await enterWorkspace(ctx, slug);
    const [sync] = await listSyncs(ws);
    expect(sync).toMatchObject({ path: "users.csv", remoteSource: { name: "Sandbox drop", kind: "drop" } });
    const run = await work(ws, {
      ...{ orgId: ws.orgId, workspaceId: ws.workspaceId, syncId: sync?.id ?? "", runId },
    });
    expect(run).toMatchObject({
      state: "succeeded_with_issues",
      counts: { read: 40, created: 39, errors: 1, warnings: 1 },
    });
    expect(await people(ws)).toHaveLength(39);
    expect((await listPages(ws)).map((page) => page.slug)).toEqual(["welcome", "sales-news"]);
    expect((await listListChoices(ws)).map(({ name }) => name)).toEqual(["Sales"]);
    const [list] =
      await sql`select count(*)::int as n from profile_fields where workspace_id = ${ws.workspaceId}`;
    expect(list?.n).toBe(6);
    expect(await findSandbox(ws)).toEqual({ canSendNext: true });
  });

  test("of two made at the same time one is there, and the other leaves nothing", async () => {
    const { ctx, orgId } = await mintTenant();
    const before = await everythingSpooled();
    const tries = await Promise.allSettled([makeSandbox(ctx), makeSandbox(ctx)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = tries.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "conflict" });
    expect(await rowsOf(orgId)).toMatchObject({
      workspaces: 1,
      remote_sources: 1,
      syncs: 1,
      runs: 1,
      drop_files: 1,
    });
    expect(await everythingSpooled()).toHaveLength(before.length + 1);
    await expect(makeSandbox(ctx)).rejects.toMatchObject({ code: "conflict" });
  });

  test("takes another address and name where its own are taken", async () => {
    const { ctx } = await mintTenant();
    await createWorkspace(ctx, { name: "Ours", slug: "sandbox" });
    expect(await makeSandbox(ctx)).toMatchObject({ slug: "sandbox-2" });
  });

  test("leaves nothing when it is cut off at its last step", async () => {
    const { ctx, orgId } = await mintTenant();
    const [rows, files] = [await rowsOf(orgId), await everythingSpooled()];
    await failing("insert", "runs", orgId, () => expect(makeSandbox(ctx)).rejects.toBeDefined());
    expect(await rowsOf(orgId)).toEqual(rows);
    expect(await everythingSpooled()).toEqual(files);
    await expect(makeSandbox(ctx)).resolves.toMatchObject({ slug: "sandbox" });
  });

  test("waits after many", async () => {
    const { ctx } = await mintTenant();
    await makeSandbox(ctx);
    const codes: string[] = [];
    for (let again = 0; again < 12; again += 1)
      codes.push(
        await makeSandbox(ctx).then(
          () => "made",
          ({ code }) => code,
        ),
      );
    expect(codes.at(-1)).toBe("throttled");
  });
});

describe("the next sample file", () => {
  test("makes a plan that is pending approval, and after it the first file comes again", async () => {
    const { ctx } = await mintTenant();
    const sandbox = await mint(ctx);
    const { runId } = await sendNextFile(sandbox.ws);
    expect(await sandbox.work(runId)).toMatchObject({ state: "held", counts: { created: 3, updated: 4 } });
    const leavers = await sql`select id from changes where run_id = ${runId} and kind = 'remove'`;
    expect(leavers).toHaveLength(6);
    const again = await sendNextFile(sandbox.ws);
    expect(await sandbox.work(again.runId)).toMatchObject({ counts: { created: 0, removed: 3 } });
  });

  test("is sent to no other workspace", async () => {
    const { ctx } = await mintTenant();
    await makeSandbox(ctx);
    const other = await mintWorkspace(ctx);
    await expect(sendNextFile(other)).rejects.toMatchObject({ code: "not_found" });
    expect(await findSandbox(other)).toBeNull();
  });
});

describe("a sandbox", () => {
  test("tells nobody: no event, no alert", async () => {
    const { ctx, orgId } = await mintTenant();
    const start = await startPolling(ctx);
    const sandbox = await mint(ctx);
    await sandbox.work((await sendNextFile(sandbox.ws)).runId);
    const told = await eventsSince(ctx, start);
    // That there is a workspace now is the organization's.
    const ofIt = told.filter(({ workspaceId }) => workspaceId === sandbox.ws.workspaceId);
    expect(ofIt.map(({ data }) => data.action)).toEqual(["workspace.create"]);
    expect(await sql`select kind from alert_signals where org_id = ${orgId}`).toEqual([]);
    expect(await sql`select kind from alerts where org_id = ${orgId}`).toEqual([]);
    expect(await sql`select notice_id from inbox_items where org_id = ${orgId}`).toEqual([]);
  });

  test("keeps its drop to itself", async () => {
    const { ctx } = await mintTenant();
    const { ws } = await mint(ctx);
    const other = await mintWorkspace(ctx);
    const [own] = await listAttachable(ws);
    expect(own?.name).toBe("Sandbox drop");
    expect(await listAttachable(other)).toEqual([]);
    const attempt = attachRemoteSource(other, {
      ...{ remoteSourceId: own?.id ?? "", path: "users.csv", scheduleKind: "arrival", everyHours: 24 },
      ...{ atTime: "02:00", timeZone: "UTC", holdFirstRun: true },
    });
    await expect(attempt).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("removing a sandbox", () => {
  test("leaves no row, no file and no way in, and nothing else is touched", async () => {
    const { ctx, orgId } = await mintTenant();
    const other = await mintWorkspace(ctx);
    const [rows, files] = [await rowsOf(orgId), await everythingSpooled()];
    const sandbox = await mint(ctx);
    await sandbox.work((await sendNextFile(sandbox.ws)).runId);
    const filled = await rowsOf(orgId);
    expect(Object.keys(filled)).toEqual(
      expect.arrayContaining(["users", "runs", "changes", "issues", "drop_files", "pages", "user_lists"]),
    );
    await removeSandbox(ctx);
    expect(await rowsOf(orgId)).toEqual(rows);
    expect(await everythingSpooled()).toEqual(files);
    await expect(removeSandbox(ctx)).rejects.toMatchObject({ code: "not_found" });
    expect(await listSyncs(other)).toEqual([]);
    const [entry] = await sql`
      select detail from audit_log where org_id = ${orgId} and action = 'workspace.remove_sandbox'`;
    expect(entry?.detail).toMatchObject({ users: 42 });
  });

  test("changes nothing when it is cut off before its end", async () => {
    const { ctx, orgId } = await mintTenant();
    await mint(ctx);
    const [rows, files] = [await rowsOf(orgId), await everythingSpooled()];
    await failing("delete", "remote_sources", orgId, () => expect(removeSandbox(ctx)).rejects.toBeDefined());
    expect(await rowsOf(orgId)).toEqual(rows);
    expect(await everythingSpooled()).toEqual(files);
  });
});

/** While `work` runs, the organization's rows of a table can't be written: the transaction ends there, as when it is killed. */
async function failing(
  event: "insert" | "delete",
  table: string,
  orgId: string,
  work: () => Promise<unknown>,
) {
  const row = event === "insert" ? "new" : "old";
  await sql.unsafe(`create function cut_off() returns trigger language plpgsql as
    $$ begin if ${row}.org_id = '${orgId}' then raise 'cut off'; end if; return ${row}; end $$`);
  await sql.unsafe(
    `create trigger cut_off before ${event} on ${table} for each row execute function cut_off()`,
  );
  try {
    await work();
  } finally {
    await sql.unsafe("drop function cut_off() cascade");
  }
}
