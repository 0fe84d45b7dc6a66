import type { PortalSlugs } from "@/lib/auth/portal/place";
import { findPlace, type Place, selectPortalNames } from "@/lib/auth/portal/portal.store";
import type { VisitorCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { type TenantDb, tenantDb } from "@/lib/db/tenant";
import { notFound } from "@/lib/errors";

/** A workspace's portal as anybody may see it: its name, and a database that is inside its organization's wall. */
export type Portal = Place & {
  slugs: PortalSlugs;
  names: { organization: string; workspace: string };
  db: TenantDb;
};

/** The portal at an address. Throws `not_found`. */
export async function findPortal(visitor: Pick<VisitorCtx, "db">, slugs: PortalSlugs): Promise<Portal> {
  const place = await visitor.db.run((tx) => findPlace(tx, slugs.org, slugs.workspace));
  if (!place) throw notFound("The portal");
  const inside = tenantDb(db(), { orgId: place.orgId });
  const names = await inside.run((tx) => selectPortalNames(tx, place));
  if (!names) throw notFound("The portal");
  return { ...place, slugs: { org: slugs.org, workspace: slugs.workspace }, names, db: inside };
}
