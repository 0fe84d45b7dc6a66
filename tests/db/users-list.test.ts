import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { listUsers } from "@/lib/users/list";
import { readCursor, type UserQuery, type UserSort } from "@/lib/users/query";
import { countUsers } from "@/lib/users/read";
import { testDb } from "../support/db";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

const everyone: UserQuery = { search: "", state: "active", source: null };

async function emails(ws: WorkspaceCtx, query: Partial<UserQuery>) {
  const page = await listUsers(ws, { ...everyone, ...query }, { sort: "name", cursor: null });
  return page.users.map((user) => user.email);
}

/** 120 users whose names collide in part, in mixed letter case. */
async function crowd(ws: WorkspaceCtx) {
  await sql`insert into users (org_id, workspace_id, email, first_name, last_name)
    select ${ws.orgId}, ${ws.workspaceId}, 'u' || i || '@example.com',
           (array['anna', 'Anna', 'Bo'])[1 + i % 3], (array['Ek', 'ek', 'Öhman', ''])[1 + i % 4]
    from generate_series(1, 120) i`;
}

test.each<UserSort>(["name", "newest"])(
  "paging by %s shows everyone once, forwards and back",
  async (sort) => {
    const ws = await workspace();
    await crowd(ws);
    const forwards: number[][] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listUsers(ws, everyone, { sort, cursor: readCursor(cursor ?? undefined) });
      forwards.push(page.users.map((user) => user.id));
      cursor = page.next;
      if (!cursor && page.previous) {
        const back = await listUsers(ws, everyone, { sort, cursor: readCursor(page.previous) });
        expect(back.users.map((user) => user.id)).toEqual(forwards[1]);
        const first = await listUsers(ws, everyone, { sort, cursor: readCursor(back.previous ?? undefined) });
        expect(first.users.map((user) => user.id)).toEqual(forwards[0]);
        expect(first.previous).toBeNull();
      }
    } while (cursor);
    expect(forwards.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(forwards.flat()).size).toBe(120);
  },
);

test("a search matches the start of a name, an address or the whole ID, in any letter case", async () => {
  const ws = await workspace();
  const sync = await mintSync(ws);
  const mint = (email: string, firstName: string, lastName: string, csvId?: string) =>
    mintUser(ws, {
      email,
      firstName,
      lastName,
      ...(csvId ? { syncId: sync.id, externalId: `${sync.id}#${csvId}` } : {}),
    });
  await mint("anna@x.com", "Anna", "Virtanen", "A-1");
  await mint("piet@x.com", "Piet", "van der Berg", "12345");
  await mint("VIRPI@x.com", "Virpi", "Aho");
  await mint("o@x.com", "Åke", "Öhman", "a#b");

  expect(await emails(ws, { search: "vir" })).toEqual(["VIRPI@x.com", "anna@x.com"]);
  expect(await emails(ws, { search: "Anna V" })).toEqual(["anna@x.com"]);
  expect(await emails(ws, { search: "virtanen, anna" })).toEqual(["anna@x.com"]);
  expect(await emails(ws, { search: "van der" })).toEqual(["piet@x.com"]);
  expect(await emails(ws, { search: "piet van der b" })).toEqual(["piet@x.com"]);
  expect(await emails(ws, { search: "öh" })).toEqual(["o@x.com"]);
  expect(await emails(ws, { search: "12345" })).toEqual(["piet@x.com"]);
  expect(await emails(ws, { search: "a#b" })).toEqual(["o@x.com"]);
  expect(await emails(ws, { search: "1234" })).toEqual([]);
  expect(await emails(ws, { search: "%" })).toEqual([]);
});

test("the filters tell removed from active, and by hand from each sync", async () => {
  const ws = await workspace();
  const hr = await mintSync(ws);
  const crm = await mintSync(ws);
  await mintUser(ws, { email: "hand@x.com" });
  await mintUser(ws, { email: "hr@x.com", syncId: hr.id, externalId: `${hr.id}#1` });
  await mintUser(ws, { email: "crm@x.com", syncId: crm.id, externalId: `${crm.id}#1` });
  await mintUser(ws, { email: "gone@x.com", state: "removed", removedAt: new Date() });
  expect(await emails(ws, { source: "manual" })).toEqual(["hand@x.com"]);
  expect(await emails(ws, { source: hr.id })).toEqual(["hr@x.com"]);
  expect(await emails(ws, { state: "removed" })).toEqual(["gone@x.com"]);
  expect(await emails(ws, { state: "removed", search: "GON" })).toEqual(["gone@x.com"]);
  expect(await countUsers(ws, everyone)).toEqual({ count: 3, more: false });
  expect(await countUsers(ws, { ...everyone, source: crm.id })).toEqual({ count: 1, more: false });
});

test("a user that a search finds in two ways is shown and counted once", async () => {
  const ws = await workspace();
  await mintUser(ws, { email: "kim@x.com", firstName: "Kim", lastName: "Kim" });
  expect(await emails(ws, { search: "kim" })).toEqual(["kim@x.com"]);
  expect(await countUsers(ws, { ...everyone, search: "kim" })).toEqual({ count: 1, more: false });
});

test("a cursor that somebody made up shows the first page", () => {
  for (const text of ["", "x", "bm9uZQ", Buffer.from('["after",1,2,3]').toString("base64url")]) {
    expect(readCursor(text)).toBeNull();
  }
});
