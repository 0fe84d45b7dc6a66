import type { Portal } from "@/lib/auth/portal/open";
import { selectLogo } from "@/lib/portal/logo.store";

/** The logo's bytes (WebP) at a portal's door, for anyone; null unless the organization's logo has this very hash. */
export async function findLogo(portal: Pick<Portal, "orgId" | "db">, hash: string): Promise<Buffer | null> {
  return portal.db.run((tx) => selectLogo(tx, portal, hash));
}
