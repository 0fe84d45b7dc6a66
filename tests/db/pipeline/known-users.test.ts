import { expect, test } from "vitest";
import { knownUsers } from "@/lib/pipeline/persistence/known.store";
import { testDb } from "../../support/db";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

test("every user of the sync is handed over as it is, on whichever page, and nobody else", async () => {
  const { sql } = testDb();
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const [sync, other] = [await mintSync(ctx), await mintSync(ctx, { name: "Other" })];
  await mintUser(ctx, { syncId: other.id, externalId: `${other.id}#1` });
  await mintUser(ctx);
  // Two full pages and a user; IDs of all lengths and alphabets, and each of the flags.
  await sql`
    insert into users (org_id, workspace_id, sync_id, external_id, email, role, state, removed_at, version, fingerprint)
    select ${ctx.orgId}, ${ctx.workspaceId}, ${sync.id}, ${sync.id} || '#' || repeat('Å#"', at % 5) || at,
           'user' || at || '@example.com', case when at % 7 = 0 then 'admin' else 'participant' end,
           case when at % 11 = 0 then 'removed' else 'active' end, case when at % 11 = 0 then now() end,
           1 + at % 1000 * 1000, case when at % 13 > 0 then decode(md5(at::text), 'hex') end
    from generate_series(1, 40001) as at`;

  const seen: unknown[] = [];
  for await (const page of knownUsers(ctx, sync.id)) {
    for (const [at, csvId] of page.csvIds.entries()) {
      const print = Buffer.alloc(16);
      for (let word = 0; word < 4; word++) print.writeInt32BE(page.prints[at * 4 + word] ?? 0, word * 4);
      seen.push([
        page.userIds[at],
        page.versions[at],
        csvId,
        print.toString("hex"),
        page.removed[at],
        page.protected[at],
      ]);
    }
  }
  const expected = await sql<{ row: unknown[] }[]>`
    select jsonb_build_array(id, version, substr(external_id, 26), coalesce(encode(fingerprint, 'hex'), repeat('0', 32)),
                             (state = 'removed')::int, (role <> 'participant')::int) as row
    from users where sync_id = ${sync.id} order by id`;
  const byId = (rows: unknown[][]) => rows.sort((a, b) => Number(a[0]) - Number(b[0]));
  expect(byId(seen as unknown[][])).toEqual(expected.map(({ row }) => row));
});
