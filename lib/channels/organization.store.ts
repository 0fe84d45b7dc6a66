import { eq } from "drizzle-orm";
import { organizations } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Throws `not_found`. */
export async function selectOrganizationName(tx: Tx, ctx: Ctx): Promise<{ name: string; slug: string }> {
  const { name, slug, id } = organizations;
  const [row] = await tx.select({ name, slug }).from(organizations).where(eq(id, ctx.orgId));
  if (!row) throw notFound("The organization");
  return row;
}
