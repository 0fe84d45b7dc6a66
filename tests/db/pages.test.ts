import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createPage } from "@/lib/pages/create";
import { deletePage } from "@/lib/pages/delete";
import { findPage, listPages } from "@/lib/pages/read";
import { reorderPages } from "@/lib/pages/reorder";
import { createPageInput, PAGES_MAX } from "@/lib/pages/schema";
import { updatePage } from "@/lib/pages/update";
import { testDb } from "../support/db";
import { mintList } from "../support/portal";
import { mintTenant, mintWorkspace } from "../support/tenant";

let ws: WorkspaceCtx;

beforeEach(async () => {
  ws = await mintWorkspace((await mintTenant()).ctx);
});

const page = (slug: string, listIds: number[] = []) => ({
  ...{ title: `Page ${slug}`, slug, body: "Hello", audience: "lists" as const, listIds },
});

async function audited(): Promise<string[]> {
  const rows = await testDb().sql`select action from audit_log where org_id = ${ws.orgId} order by id`;
  return rows.map(({ action }) => action);
}

describe("pages", () => {
  test("come at the end, change and go, and the log says who did it", async () => {
    const list = await mintList(ws, { name: "Sales" });
    const { id } = await createPage(ws, page("news", [list]));
    await createPage(ws, page("rules"));
    expect(await findPage(ws, { id })).toMatchObject({
      ...{ title: "Page news", body: "Hello", version: 1, lists: [{ id: list, name: "Sales" }] },
    });
    const edited = { ...page("events"), id, version: 1 };
    expect(await updatePage(ws, edited)).toEqual({ version: 2 });
    expect(await findPage(ws, { id })).toMatchObject({ slug: "events", lists: [] });
    expect((await listPages(ws)).map(({ slug }) => slug)).toEqual(["events", "rules"]);
    await deletePage(ws, { id });
    expect(await findPage(ws, { id })).toBeNull();
    expect(await audited()).toEqual(["page.create", "page.create", "page.update", "page.delete"]);
  });

  test("of two who save at once, one is told and nothing is saved over", async () => {
    const { id } = await createPage(ws, page("news"));
    const results = await Promise.allSettled(
      ["first", "second"].map((body) => updatePage(ws, { ...page("news"), body, id, version: 1 })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "conflict" } });
    expect(await findPage(ws, { id })).toMatchObject({ version: 2 });
  });

  test("an address is taken once in a workspace, and free in the next one", async () => {
    await createPage(ws, page("news"));
    await expect(createPage(ws, page("news"))).rejects.toMatchObject({
      ...{ code: "conflict", fieldErrors: { slug: expect.any(String) } },
    });
    expect(await createPage(await mintWorkspace(ws), page("news"))).toMatchObject({ id: expect.any(Number) });
  });

  test("a list that is gone is named as such, and no half of a page stays", async () => {
    await expect(createPage(ws, page("news", [999_999_999]))).rejects.toMatchObject({
      ...{ code: "conflict", fieldErrors: { listIds: expect.any(String) } },
    });
    expect(await listPages(ws)).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  test("are put into an order that names each once", async () => {
    const ids = [];
    for (const slug of ["one", "two", "three"]) ids.push((await createPage(ws, page(slug))).id);
    await reorderPages(ws, { ids: ids.toReversed() });
    expect((await listPages(ws)).map(({ slug }) => slug)).toEqual(["three", "two", "one"]);
    const [one = 0, two = 0] = ids;
    for (const wrong of [
      [one, two],
      [one, two, two],
      [...ids, 1],
    ])
      await expect(reorderPages(ws, { ids: wrong })).rejects.toMatchObject({ code: "conflict" });
  });

  test("are at most so many", async () => {
    const { orgId, workspaceId } = ws;
    await testDb().sql`
      insert into pages (org_id, workspace_id, title, slug)
      select ${orgId}, ${workspaceId}, 'p', 'p' || n from generate_series(1, ${PAGES_MAX}::int) n`;
    await expect(createPage(ws, page("news"))).rejects.toMatchObject({ code: "conflict" });
  });
});

test.each(["sign-in", "enter", "teams", "A page", "", "x"])("%j is no address of a page", (slug) => {
  expect(createPageInput.safeParse(page(slug)).success).toBe(false);
});
