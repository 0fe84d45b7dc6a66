import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/(portal)/p/[org]/[workspace]/pictures/[file]/route";
import { POST } from "@/app/api/pictures/route";
import type { WorkspaceCtx } from "@/lib/context";
import { deletePage } from "@/lib/pages/delete";
import { addPicture, findPicture, PICTURES_MAX } from "@/lib/pages/pictures";
import { PICTURE_BYTES_MAX } from "@/lib/pictures/limits";
import { findOpenPage } from "@/lib/portal/read";
import { purgeOld } from "@/lib/purge/purge-old";
import { testDb } from "../support/db";
import { DOT, flat, photoWithPlace } from "../support/pictures";
import { mintList, mintPage, portalBrowser, portalCtxOf } from "../support/portal";
import { inRequest } from "../support/request";
import { mintWorld } from "../support/tenancy/world";
import { mintTenant, mintUser, mintWorkspace } from "../support/tenant";

let ws: WorkspaceCtx & { slug: string };
let slugs: { org: string; workspace: string };

beforeEach(async () => {
  const tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  slugs = { org: tenant.slug, workspace: ws.slug };
});

const mark = (id: string) => `![Office](picture:${id})`;

/** What a user's browser is answered that asks for a picture. */
async function ask(id: string, userId?: number, place = slugs): Promise<Response> {
  const cookie = userId === undefined ? "" : await portalBrowser(ws, slugs, userId);
  const address = `http://localhost/p/${place.org}/${place.workspace}/pictures/${id}.webp`;
  const params = Promise.resolve({ ...place, file: `${id}.webp` });
  return inRequest({ cookie }, () => GET(new Request(address), { params }));
}

const status = async (id: string, userId?: number) => (await ask(id, userId)).status;

test("a picture is for those who may open a page that shows it, at the moment they ask", async () => {
  const [ann, bob] = [(await mintUser(ws)).id, (await mintUser(ws)).id];
  const anns = await mintList(ws, { name: "Anns", userIds: [ann] });
  const { id } = await addPicture(ws, await flat(50, 50).png().toBuffer());
  expect(await status(id, ann)).toBe(404);
  const page = await mintPage(ws, { title: "A", slug: "a", body: mark(id), listIds: [anns] });
  await mintPage(ws, { title: "Other", slug: "other", body: "No picture", everyone: true });
  expect(await status(id, ann)).toBe(200);
  expect(await status(id, bob)).toBe(404);
  expect(await status(id)).toBe(401);
  await testDb().sql`delete from user_list_members where list_id = ${anns}`;
  expect(await status(id, ann)).toBe(404);
  await testDb().sql`update pages set audience = 'everyone' where id = ${page}`;
  expect(await status(id, bob)).toBe(200);
  await testDb().sql`update pages set body = 'Nothing' where id = ${page}`;
  expect(await status(id, bob)).toBe(404);
});

test("its page says how large it is, so that nothing moves when it arrives", async () => {
  const ann = await mintUser(ws);
  const { id } = await addPicture(ws, await flat(50, 20).png().toBuffer());
  const elsewhere = await addPicture(await mintWorkspace(ws), await flat(9, 9).png().toBuffer());
  await mintPage(ws, {
    ...{ title: "A", slug: "a", body: `${mark(id)} ${mark(elsewhere.id)}`, everyone: true },
  });
  const page = await findOpenPage(portalCtxOf(ws, ann), { slug: "a" });
  expect(page?.sizes).toEqual({ [id]: { width: 50, height: 20 } });
});

test("it is never kept by a browser, and is nothing but a picture", async () => {
  const ann = (await mintUser(ws)).id;
  const { id } = await addPicture(ws, await photoWithPlace());
  await mintPage(ws, { title: "A", slug: "a", body: mark(id), everyone: true });
  const response = await ask(id, ann);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-type")).toBe("image/webp");
  const content = Buffer.from(await response.arrayBuffer());
  expect(await sharp(content).metadata()).toMatchObject({ format: "webp", width: 40, height: 80 });
  expect(content.toString("latin1")).not.toMatch(/Secret Street|Exif/);
});

test("a page of another workspace that names it opens nothing", async () => {
  const ann = (await mintUser(ws)).id;
  const world = await mintWorld();
  await mintPage(ws, { title: "A", slug: "a", body: mark(world.pictureId), everyone: true });
  expect(await status(world.pictureId, ann)).toBe(404);
  expect(await findPicture(ws, { id: world.pictureId })).toBeNull();
});

test("it goes with the last page that shows it", async () => {
  const { id } = await addPicture(ws, DOT);
  const first = await mintPage(ws, { title: "A", slug: "a", body: mark(id) });
  const second = await mintPage(ws, { title: "B", slug: "b", body: mark(id) });
  await deletePage(ws, { id: first });
  expect(await findPicture(ws, { id })).not.toBeNull();
  await deletePage(ws, { id: second });
  expect(await findPicture(ws, { id })).toBeNull();
});

test("what no page shows is purged after a day, and nothing else", async () => {
  const [shown, old, fresh] = [
    await addPicture(ws, DOT),
    await addPicture(ws, DOT),
    await addPicture(ws, DOT),
  ];
  await mintPage(ws, { title: "A", slug: "a", body: mark(shown.id) });
  const world = await mintWorld();
  await testDb()
    .sql`update page_pictures set created_at = now() - interval '25 hours' where id <> ${fresh.id}`;
  await purgeOld();
  expect(await findPicture(ws, { id: shown.id })).not.toBeNull();
  expect(await findPicture(ws, { id: fresh.id })).not.toBeNull();
  expect(await findPicture(ws, { id: old.id })).toBeNull();
  expect(await findPicture(world.ws, { id: world.pictureId })).not.toBeNull();
});

test("a workspace has room for so many pictures, and so much of them", async () => {
  await testDb().sql`insert into page_pictures (org_id, workspace_id, content, width, height, added_by)
    select ${ws.orgId}, ${ws.workspaceId}, '\\x00'::bytea, 1, 1, 'test' from generate_series(1, ${PICTURES_MAX})`;
  await expect(addPicture(ws, DOT)).rejects.toMatchObject({ code: "conflict" });
  const other = await mintWorkspace(ws);
  await expect(addPicture(other, DOT)).resolves.toMatchObject({ width: 1 });
  await testDb().sql`insert into page_pictures (org_id, workspace_id, content, width, height, added_by)
    select ${other.orgId}, ${other.workspaceId}, decode(repeat('00', 4000000), 'hex'), 1, 1, 'test'
      from generate_series(1, 50)`;
  await expect(addPicture(other, DOT)).rejects.toMatchObject({
    message: "A workspace has room for 500 pictures and 200 MB of them.",
  });
});

test("the route answers each refusal in words, and keeps nothing", async () => {
  const world = await mintWorld();
  const count = async () =>
    (await testDb().sql`select count(*)::int as n from page_pictures where org_id = ${world.orgId}`)[0]?.n;
  const before = await count();
  const send = async (body: Uint8Array) => {
    const headers = { cookie: world.browsers.owner, origin: "http://localhost:3000" };
    const address = `http://localhost:3000/api/pictures?org=${world.slug}&workspace=${world.workspaceSlug}`;
    const request = new Request(address, { method: "POST", headers, body: new Uint8Array(body) });
    const response = await inRequest({ cookie: headers.cookie, headers }, () =>
      POST(request, { params: Promise.resolve({}) }),
    );
    return [response.status, (await response.json()).error?.message];
  };
  expect(await send(Buffer.from("<svg/>"))).toEqual([
    ...[400, "This file is not a PNG, JPEG, WebP or GIF picture."],
  ]);
  expect(await send(Buffer.alloc(PICTURE_BYTES_MAX + 1))).toEqual([413, "The picture is larger than 8 MB."]);
  expect(await count()).toBe(before);
  expect((await send(DOT))[0]).toBe(201);
  expect(await count()).toBe(before + 1);
});
