import { sql as query } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { heldOf, resetUserColumns } from "@/lib/user-columns/held";
import { readUsers } from "@/lib/user-columns/read-users";
import { mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { inMemory, ROOMY } from "../../support/user-columns";

beforeEach(() => resetUserColumns(ROOMY));
afterAll(() => resetUserColumns(null));

const authors = { column: "role" as const, holds: (role: string | null) => role === "author", texts: [] };
const inDatabase = async (tx: Tx, { workspaceId }: WorkspaceCtx) => {
  const [row] = await tx.execute<{ n: number }>(
    query`select count(*)::int as n from users where workspace_id = ${workspaceId} and role = 'author'`,
  );
  return row?.n;
};
const counted = (ws: WorkspaceCtx) =>
  inMemory(ws, async (lookup) => (await lookup({ node: authors }))?.count);

async function mintAuthors(count: number) {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  for (let at = 0; at < count; at++) await mintUser(ws, { role: "author" });
  expect(await counted(ws)).toBe(count);
  return ws;
}

test("what was committed after a transaction looked is not in what memory tells it", async () => {
  const ws = await mintAuthors(2);
  const [before, memory] = await readUsers(ws, async (tx, lookup) => {
    const seen = await inDatabase(tx, ws);
    if (seen === 2) await mintUser(ws, { role: "author" });
    return [seen, (await lookup({ node: authors }))?.count];
  });
  expect(memory).toBe(before);
  expect(memory).toBe(2);
  expect(await counted(ws)).toBe(3);
});

test("a transaction that began before what memory has heard of is run again", async () => {
  const ws = await mintAuthors(2);
  let runs = 0;
  const [before, memory] = await readUsers(ws, async (tx, lookup) => {
    runs++;
    const seen = await inDatabase(tx, ws);
    if (seen === 2) {
      await mintUser(ws, { role: "author" });
      expect(await counted(ws)).toBe(3);
    }
    return [seen, (await lookup({ node: authors }))?.count];
  });
  expect([before, memory, runs]).toEqual([3, 3, 2]);
});

test("who changes while a column is loaded is read again", async () => {
  const ws = await mintAuthors(3);
  const moved = await mintUser(ws, { firstName: "Old" });
  const named = (name: string) => ({
    ...{ column: "text:firstName" as const, texts: [], holds: (text: string | null) => text === name },
  });
  const countOf = (name: string) =>
    inMemory(ws, async (lookup) => (await lookup({ node: named(name) }))?.count);
  const held = heldOf(ws);
  await counted(ws);
  // The column is asked for and read, and before it is there, its user changes, and that is known.
  let runs = 0;
  const run: WorkspaceCtx["db"]["run"] = async (work, options) => {
    const result = await ws.db.run(work, options);
    if (++runs === 2) {
      await ws.db.run((tx) => tx.execute(query`update users set first_name = 'New' where id = ${moved.id}`));
      await readUsers(ws, (_, lookup) => lookup({ node: authors }));
    }
    return result;
  };
  await readUsers({ ...ws, db: { ...ws.db, run } }, (_, lookup) => lookup({ node: named("old") }));
  await held.loading;
  expect(held.users?.columns.has("text:firstName")).toBe(true);
  expect([await countOf("old"), await countOf("new")]).toEqual([0, 1]);
});

test("one workspace of an organization is not answered for with another", async () => {
  const { ctx } = await mintTenant();
  const [ours, theirs] = [await mintWorkspace(ctx, "Ours"), await mintWorkspace(ctx, "Theirs")];
  await mintUser(ours, { role: "author" });
  expect([await counted(ours), await counted(theirs), await counted(ours)]).toEqual([1, 0, 1]);
});
