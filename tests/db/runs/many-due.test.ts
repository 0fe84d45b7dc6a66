import { expect, test } from "vitest";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { testDb } from "../../support/db";
import { testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

/** A workspace of a new organization with so many syncs that are due. */
async function mintDue(count: number): Promise<string> {
  const { ctx } = await mintTenant();
  const workspace = await mintWorkspace(ctx);
  const { id: remoteSourceId } = await mintRemoteSource(workspace);
  const { id } = await mintSync(workspace, { remoteSourceId, path: "users.csv" });
  await sql`
    insert into syncs (id, org_id, workspace_id, name, source_kind, remote_source_id, path, mapping, next_run_at)
    select lpad(to_hex(n), 8, '0') || substr(${id}, 9), org_id, workspace_id, name || n, source_kind, remote_source_id, path,
           mapping, now() - interval '1 minute'
    from syncs, generate_series(1, ${count}) n where id = ${id}`;
  return ctx.orgId;
}

test("all syncs that are due in the same minute are queued in it, each with its job, and organizations take turns", async () => {
  await sql`truncate job_events`;
  const large = await mintDue(600);
  const small = await mintDue(1);
  expect(await scheduleDueSyncs(testDeps())).toEqual({ queued: 601 });
  const events = await sql<{ org: string; runId: string }[]>`
    select event->'data'->>'orgId' as org, event->'data'->>'runId' as "runId" from job_events order by seq`;
  const runs = await sql<
    { id: string }[]
  >`select id from runs where org_id in (${large}, ${small}) and state = 'queued'`;
  expect(events.map(({ runId }) => runId).sort()).toEqual(runs.map(({ id }) => id).sort());
  // The large one has been waiting longer, and all of it could be asked for first.
  expect(events.findIndex(({ org }) => org === small)).toBeLessThan(20);
  expect(await scheduleDueSyncs(testDeps())).toEqual({ queued: 0 });
});
