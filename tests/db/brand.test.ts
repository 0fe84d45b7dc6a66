import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/(portal)/p/[org]/[workspace]/logo/[file]/route";
import { findPortal } from "@/lib/auth/portal/open";
import type { Ctx } from "@/lib/context";
import { getBrand, removeLogo, setAccent, setLogo } from "@/lib/organizations/brand";
import { accentInput } from "@/lib/organizations/schema";
import { testDb } from "../support/db";
import { flat } from "../support/pictures";
import { visitorAt } from "../support/portal";
import { inRequest } from "../support/request";
import { mintTenant, mintWorkspace } from "../support/tenant";

let ctx: Ctx;
let slugs: { org: string; workspace: string };

beforeEach(async () => {
  const tenant = await mintTenant();
  ctx = tenant.ctx;
  slugs = { org: tenant.slug, workspace: (await mintWorkspace(ctx)).slug };
});

const brandOf = async (place = slugs) => (await findPortal(visitorAt(), place)).brand;

function ask(hash: string, place = slugs): Promise<Response> {
  const address = `http://localhost/p/${place.org}/${place.workspace}/logo/${hash}.webp`;
  const params = Promise.resolve({ ...place, file: `${hash}.webp` });
  return inRequest({}, () => GET(new Request(address), { params }));
}

test("a portal has no look of its own until it is chosen", async () => {
  expect(await brandOf()).toEqual({ accent: null, logo: null });
  expect(await getBrand(ctx)).toEqual({ accent: null, logo: null });
});

test("a logo is kept small in the database, and served to anyone under its hash for a year", async () => {
  await setLogo(ctx, await flat(2000, 1000).png().toBuffer());
  const { logo } = await brandOf();
  expect(logo).toMatchObject({ width: 320, height: 160, isLight: false });
  const response = await ask(logo?.hash ?? "");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("image/webp");
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(320);
  expect((await getBrand(ctx)).logo?.src).toMatch(/^data:image\/webp;base64,/);
});

test("a logo that was replaced, that was removed or that is another organization's is not served", async () => {
  await setLogo(ctx, await flat(50, 50, "#ff0000").png().toBuffer());
  const first = (await brandOf()).logo?.hash ?? "";
  const other = await mintTenant();
  const elsewhere = { org: other.slug, workspace: (await mintWorkspace(other.ctx)).slug };
  expect((await ask(first, elsewhere)).status).toBe(404);
  await setLogo(ctx, await flat(50, 50, "#00ff00").png().toBuffer());
  expect((await ask(first)).status).toBe(404);
  const second = (await brandOf()).logo?.hash ?? "";
  expect((await ask(second)).status).toBe(200);
  await removeLogo(ctx);
  expect((await ask(second)).status).toBe(404);
  expect((await brandOf()).logo).toBeNull();
});

test("the accent colour is kept beside the logo, and an empty text takes it away", async () => {
  await setLogo(ctx, await flat(50, 50).png().toBuffer());
  await setAccent(ctx, accentInput.parse({ accent: " #0A7 " }));
  expect(await brandOf()).toMatchObject({ accent: "#00aa77", logo: { width: 50 } });
  await setAccent(ctx, accentInput.parse({ accent: "" }));
  expect(await brandOf()).toMatchObject({ accent: null, logo: { width: 50 } });
  expect(accentInput.safeParse({ accent: "url(https://evil.example)" }).success).toBe(false);
});

test("the database takes no colour that could be anything else in a style", async () => {
  const write = ctx.db.run((tx) =>
    tx.execute(`insert into organization_brands (org_id, accent)
    values ('${ctx.orgId}', '#0a7bff;background:url(//x)')`),
  );
  await expect(write).rejects.toMatchObject({ constraint_name: "organization_brands_accent" });
});

test("who changed the look is in the audit log", async () => {
  await setLogo(ctx, await flat(50, 50).png().toBuffer());
  await setAccent(ctx, { accent: "#0a7bff" });
  await removeLogo(ctx);
  const rows = await testDb().sql`select action from audit_log where org_id = ${ctx.orgId}
    and action like 'organization.%' and action <> 'organization.create' order by id`;
  expect(rows.map(({ action }) => action)).toEqual([
    ...["organization.set_logo", "organization.set_accent", "organization.remove_logo"],
  ]);
});
