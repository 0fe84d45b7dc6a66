import { beforeAll, expect, test } from "vitest";
import { GET as getIssues } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/issues.csv/route";
import { GET as getPlan } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/plan.csv/route";
import { GET as getSkipped } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/skipped-rows.csv/route";
import { linesOf } from "../../../support/csv";
import { testDb } from "../../../support/db";
import { inRequest } from "../../../support/request";
import { mintWorld, type World } from "../../../support/tenancy/world";

let world: World;

beforeAll(async () => {
  world = await mintWorld();
});

function ask(get: typeof getIssues, name: string, runId = world.runId): Promise<Response> {
  const { slug, workspaceSlug, browsers } = world;
  const request = new Request(`http://localhost:3000/${slug}/${workspaceSlug}/runs/${runId}/${name}`);
  const params = Promise.resolve({ org: slug, workspace: workspaceSlug, runId });
  return inRequest({ cookie: browsers.viewer }, () => get(request, { params }));
}

test.each([
  ["issues.csv", getIssues, "issues"],
  ["skipped-rows.csv", getSkipped, "skipped_rows"],
  ["plan.csv", getPlan, "plan"],
])("%s is a file to save, kept by no cache, and the audit log says who took it", async (name, get, what) => {
  const response = await ask(get, name);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(response.headers.get("content-disposition")).toMatch(
    new RegExp(`^attachment; filename="rollcall-${world.mark}-sync-\\d{4}-\\d\\d-\\d\\d-${name}"$`),
  );
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect((await linesOf(bytes)).length).toBe(2);
  expect(bytes.toString()).toContain(world.mark);
  const entries = await testDb().sql`
    select actor_kind, actor_label, target_label from audit_log
    where org_id = ${world.orgId} and action = ${`run.export_${what}`}`;
  expect(entries).toEqual([
    { actor_kind: "member", actor_label: "viewer", target_label: `${world.mark} sync` },
  ]);
});

test("the plan is filtered as on the page", async () => {
  const bytes = await (await ask(getPlan, "plan.csv?kind=remove&q=nobody")).arrayBuffer();
  expect(await linesOf(new Uint8Array(bytes))).toHaveLength(1);
});

test("a run whose details have been purged has no files", async () => {
  const old = await mintWorld(world);
  await testDb().sql`update runs set purged_at = now() where id = ${old.runId}`;
  const { slug, browsers } = world;
  const params = Promise.resolve({ org: slug, workspace: old.workspaceSlug, runId: old.runId });
  for (const get of [getIssues, getSkipped, getPlan]) {
    const request = new Request(`http://localhost:3000/${slug}/${old.workspaceSlug}/runs/${old.runId}/x.csv`);
    const response = await inRequest({ cookie: browsers.owner }, () => get(request, { params }));
    expect(response.status).toBe(404);
  }
});
