import { and, eq } from "drizzle-orm";
import { organizationBrands } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

export async function selectLogo(tx: Tx, { orgId }: { orgId: string }, hash: string): Promise<Buffer | null> {
  const [row] = await tx
    .select({ logo: organizationBrands.logo })
    .from(organizationBrands)
    .where(and(eq(organizationBrands.orgId, orgId), eq(organizationBrands.logoHash, hash)));
  return row?.logo ?? null;
}
