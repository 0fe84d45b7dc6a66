import { eq } from "drizzle-orm";
import { organizationBrands } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

type Org = { orgId: string };
type Row = Omit<typeof organizationBrands.$inferInsert, "orgId">;

/** The organization's look with its logo's bytes; null where nothing was ever chosen. */
export async function selectBrand(tx: Tx, { orgId }: Org) {
  const { accent, logo, logoHash, logoIsLight, logoWidth, logoHeight } = organizationBrands;
  const [row] = await tx
    .select({ accent, logo, logoHash, logoIsLight, logoWidth, logoHeight })
    .from(organizationBrands)
    .where(eq(organizationBrands.orgId, orgId));
  return row ?? null;
}

/** Writes some of it, and keeps the rest. */
export async function setBrand(tx: Tx, { orgId }: Org, row: Row & { updatedAt: Date }): Promise<void> {
  await tx
    .insert(organizationBrands)
    .values({ orgId, ...row })
    .onConflictDoUpdate({ target: organizationBrands.orgId, set: row });
}
