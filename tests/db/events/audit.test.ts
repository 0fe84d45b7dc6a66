import { expect, test } from "vitest";
import { createPage } from "@/lib/pages/create";
import { testDb } from "../../support/db";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

test("each entry of the audit log is an event where it is wanted: ids and names of keys, no label and no value", async () => {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const page = { audience: "everyone" as const, listIds: [], body: "" };
  await createPage(ws, { ...page, title: "Nobody listens", slug: "nobody" });
  const told = () =>
    sql`select workspace_id, data from outgoing_events where org_id = ${ws.orgId} and type = 'audit.entry'`;
  expect(await told()).toEqual([]);
  await sql`insert into event_streams (org_id, wants) values (${ws.orgId}, '{audit}')
    on conflict (org_id) do update set wants = '{audit}'`;
  const { id } = await createPage(ws, { ...page, title: "Secret title", slug: "secret-title" });
  const [entry] =
    await sql`select id::int, actor_id from audit_log where org_id = ${ws.orgId} and target_id = ${String(id)}`;
  expect(await told()).toEqual([
    {
      workspace_id: ws.workspaceId,
      data: {
        ...{ entryId: entry?.id, action: "page.create", targetKind: "page", targetId: String(id) },
        ...{ actorKind: "member", actorId: entry?.actor_id, changed: ["audience", "listIds", "slug"] },
      },
    },
  ]);
});
