import { beforeEach, expect, test } from "vitest";
import { openPortal } from "@/lib/auth/portal/open";
import { findActiveById } from "@/lib/auth/portal/portal.store";
import type { WorkspaceCtx } from "@/lib/context";
import { rule as ruleSchema } from "@/lib/model/rule";
import { countAudience } from "@/lib/pages/read";
import { findOpenPage, listOpenPages } from "@/lib/portal/read";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintList, mintPage, portalBrowser, portalCtxOf } from "../../support/portal";
import { inRequest } from "../../support/request";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

let ws: WorkspaceCtx & { slug: string };
let slugs: { org: string; workspace: string };

beforeEach(async () => {
  const tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  slugs = { org: tenant.slug, workspace: ws.slug };
});

async function open(userId: number): Promise<string[]> {
  const user = await ws.db.run((tx) => findActiveById(tx, ws, userId));
  if (!user) throw new Error("The user is active.");
  return (await listOpenPages(portalCtxOf(ws, user))).map((page) => page.slug);
}

async function idOf(email: string): Promise<number> {
  const [row] = await testDb()
    .sql`select id::int from users where workspace_id = ${ws.workspaceId} and email = ${email}`;
  return row?.id;
}

test("a page opens to everyone, to who is in one of its lists, and with no list to nobody", async () => {
  const [ann, bob] = [(await mintUser(ws)).id, (await mintUser(ws)).id];
  const anns = await mintList(ws, { name: "Anns", userIds: [ann] });
  const both = await mintList(ws, { name: "Both", userIds: [ann, bob] });
  await mintPage(ws, { title: "All", slug: "all", everyone: true });
  await mintPage(ws, { title: "Ann's", slug: "anns", listIds: [anns] });
  await mintPage(ws, { title: "Either", slug: "either", listIds: [anns, both] });
  await mintPage(ws, { title: "Nobody's", slug: "nobodys" });
  expect(await open(ann)).toEqual(["all", "anns", "either"]);
  expect(await open(bob)).toEqual(["all", "either"]);
  expect(await countAudience(ws, { audience: "lists", listIds: [anns, both] })).toBe(2);
  expect(await countAudience(ws, { audience: "lists", listIds: [] })).toBe(0);
  expect(await countAudience(ws, { audience: "everyone", listIds: [] })).toBe(2);
});

test("lists that a page for everyone still remembers open and close nothing", async () => {
  const ann = (await mintUser(ws)).id;
  const anns = await mintList(ws, { name: "Anns", userIds: [ann] });
  const page = await mintPage(ws, { title: "All", slug: "all", everyone: true, listIds: [anns] });
  const bob = (await mintUser(ws)).id;
  expect(await open(bob)).toEqual(["all"]);
  await testDb().sql`update pages set audience = 'lists' where id = ${page}`;
  expect(await open(bob)).toEqual([]);
});

test("a run that takes the value takes the page, at the moment it commits, from a browser that has it open", async () => {
  const field = await mintField(ws, { label: "Dept", type: "single_choice", options: ["Sales", "IT"] });
  const sales = field.options[0]?.id ?? 0;
  const condition = { on: "field", fieldId: field.id, op: "is_any_of", optionIds: [sales] };
  const rule = ruleSchema.parse({ match: "all", rules: [condition] });
  await mintPage(ws, {
    ...{ title: "Prices", slug: "prices", listIds: [await mintList(ws, { name: "Sales", rule })] },
  });
  const syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
  const file = (dept: string) => `${HEADER},Dept\n1,ann@x.io,Ann,Lee,,${dept}\n2,bob@x.io,Bob,Ray,,IT\n`;
  await runFile(ws, syncId, file("Sales"));

  const cookie = await portalBrowser(ws, slugs, await idOf("ann@x.io"));
  const look = () =>
    inRequest({ cookie }, async () => {
      const ctx = await openPortal(slugs.org, slugs.workspace);
      return (await findOpenPage(ctx, { slug: "prices" }))?.title ?? "not found";
    });
  expect(await look()).toBe("Prices");
  expect(await open(await idOf("bob@x.io"))).toEqual([]);

  await runFile(ws, syncId, file("IT"));
  expect(await look()).toBe("not found");
  await runFile(ws, syncId, file("Sales"));
  expect(await look()).toBe("Prices");
  await runFile(ws, syncId, csv("2,bob@x.io,Bob,Ray,"));
  await expect(look()).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a page of another workspace is not found, whatever lists it has", async () => {
  const ann = await mintUser(ws);
  const beside = await mintWorkspace(ws);
  await mintPage(beside, { title: "Theirs", slug: "theirs", everyone: true });
  const ctx = portalCtxOf(ws, ann);
  expect(await listOpenPages(ctx)).toEqual([]);
  expect(await findOpenPage(ctx, { slug: "theirs" })).toBeNull();
});

test("pages come in their order", async () => {
  const ann = await mintUser(ws);
  const ids = [];
  for (const slug of ["one", "two", "three"])
    ids.push(await mintPage(ws, { title: slug, slug, everyone: true }));
  await testDb().sql`update pages set position = 10 - id % 10 where id = any(${ids}::bigint[])`;
  const rows = await testDb()
    .sql`select slug from pages where workspace_id = ${ws.workspaceId} order by position, id`;
  expect(await open(ann.id)).toEqual(rows.map(({ slug }) => slug));
});
