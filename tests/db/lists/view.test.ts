import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { RuleGroup } from "@/lib/model/rule";
import { membersSql } from "@/lib/rules/membership.store";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { testDb } from "../../support/db";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

test("lists see the users of their own organization only, and nobody where none is named", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const user = await mintUser(await mintWorkspace(ours.ctx));
  await mintUser(await mintWorkspace(theirs.ctx));
  const all = sql<{ id: number }>`select id::float8 as id from listed_users`;
  expect(await ours.ctx.db.run((tx) => tx.execute(all))).toEqual([{ id: user.id }]);
  expect(await testDb().db.execute(all)).toEqual([]);
});

test("nothing is written through what lists see", async () => {
  const { ctx } = await mintTenant();
  for (const write of ["update listed_users set role = 'admin'", "delete from listed_users"]) {
    const attempt = ctx.db.run((tx) => tx.execute(sql.raw(write)));
    await expect(attempt, write).rejects.toMatchObject({ code: "42501" });
  }
});

test("a list of some among many is found by the index on fields", async () => {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const field = await mintField(ws, { label: "Site", type: "single_choice", options: ["Turku"] });
  const option = field.options[0]?.id ?? 0;
  await testDb().sql`
    insert into users (org_id, workspace_id, email, fields)
    select ${ws.orgId}, ${ws.workspaceId}, 'u' || i || '@example.com',
           jsonb_build_object(${String(field.id)}::text, case when i % 200 = 0 then ${option}::int else 0 end)
      from generate_series(1, 20000) i`;
  await testDb().sql`analyze users`;
  const rule: RuleGroup = {
    match: "all",
    rules: [{ on: "field", fieldId: field.id, op: "is_any_of", optionIds: [option] }],
  };
  const plan = await ws.db.run(async (tx) => {
    const context = await selectRuleContext(tx, ws, [rule]);
    const members = membersSql(ws, { id: 0, kind: "dynamic", rule }, context);
    return tx.execute<{ "QUERY PLAN": string }>(
      sql`explain select count(*) from listed_users u where ${members}`,
    );
  });
  expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("Bitmap Index Scan on users_fields");
});
