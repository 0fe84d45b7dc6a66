import { createHash } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectBrand, setBrand } from "@/lib/organizations/brand.store";
import { selectOrganization } from "@/lib/organizations/store";
import { encodePicture, isLightPicture } from "@/lib/pictures/encode";

/** Twice what the sign-in card shows of it. */
const LOGO_SIZE = { width: 560, height: 160 };

type BrandView = { accent: string | null; logo: { src: string; isLight: boolean } | null };

/** The organization's look for its settings; the logo as a `data:` address, since there may be no portal yet. */
export async function getBrand(ctx: Ctx): Promise<BrandView> {
  const row = await ctx.db.run((tx) => selectBrand(tx, ctx));
  if (!row?.logo) return { accent: row?.accent ?? null, logo: null };
  const src = `data:image/webp;base64,${row.logo.toString("base64")}`;
  return { accent: row.accent, logo: { src, isLight: row.logoIsLight === true } };
}

/** Makes a picture the organization's logo, re-encoded. Throws `invalid_input` and `too_large` for what can't be used. */
export async function setLogo(ctx: Ctx, uploaded: Uint8Array): Promise<void> {
  const { content, width, height } = await encodePicture(uploaded, LOGO_SIZE, { quality: 90 });
  const isLight = await isLightPicture(content);
  const hash = createHash("sha256").update(content).digest("hex");
  const logo = { logo: content, logoHash: hash, logoWidth: width, logoHeight: height, logoIsLight: isLight };
  await change(ctx, "organization.set_logo", logo, { width, height, sizeBytes: content.length });
}

/** Takes the logo away. */
export async function removeLogo(ctx: Ctx): Promise<void> {
  const none = { logo: null, logoHash: null, logoWidth: null, logoHeight: null, logoIsLight: null };
  await change(ctx, "organization.remove_logo", none, {});
}

/** Chooses the accent colour (`#rrggbb`) of the organization's portals; null for Rollcall's own. */
export async function setAccent(ctx: Ctx, { accent }: { accent: string | null }): Promise<void> {
  await change(ctx, "organization.set_accent", { accent }, { accent });
}

type Row = Omit<Parameters<typeof setBrand>[2], "updatedAt">;
type Change = "organization.set_logo" | "organization.remove_logo" | "organization.set_accent";

async function change(ctx: Ctx, action: Change, row: Row, detail: Record<string, string | number | null>) {
  await ctx.db.run(async (tx) => {
    const organization = await selectOrganization(tx, ctx.orgId);
    if (!organization) throw notFound("The organization");
    await setBrand(tx, ctx, { ...row, updatedAt: ctx.clock() });
    const target = {
      targetKind: "organization" as const,
      targetId: ctx.orgId,
      targetLabel: organization.name,
    };
    await writeAudit(tx, ctx, { action, ...target, detail });
  });
}
