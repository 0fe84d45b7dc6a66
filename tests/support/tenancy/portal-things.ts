import type { PortalSlugs } from "@/lib/auth/portal/place";
import { findActiveById } from "@/lib/auth/portal/portal.store";
import type { PortalCtx, WorkspaceCtx } from "@/lib/context";
import { addPicture } from "@/lib/pages/pictures";
import { DOT } from "../pictures";
import { mintList, mintPage, mintToken, portalBrowser, portalCtxOf } from "../portal";

export type PortalThings = {
  /** The world's user, inside the portal. */
  portal: PortalCtx;
  /** Cookie header of that user's browser. */
  portalCookie: string;
  /** A link that nobody has used. */
  linkToken: string;
  /** A page that one list opens, in which the world's user is. */
  pageId: number;
  pageSlug: string;
  pageListId: number;
  /** A picture that the page shows. */
  pictureId: string;
};

export async function mintPortalThings(
  ws: WorkspaceCtx,
  { mark, userId, slugs }: { mark: string; userId: number; slugs: PortalSlugs },
): Promise<PortalThings> {
  const user = await ws.db.run((tx) => findActiveById(tx, ws, userId));
  if (!user) throw new Error("The world has a user.");
  const pageListId = await mintList(ws, { name: `${mark} readers`, userIds: [userId] });
  const picture = await addPicture(ws, DOT);
  const pageSlug = `${mark}-page`;
  const pageId = await mintPage(ws, {
    ...{
      title: `${mark} page`,
      slug: pageSlug,
      body: `${mark} text ![${mark}](picture:${picture.id})`,
      listIds: [pageListId],
    },
  });
  return {
    ...{ portal: portalCtxOf(ws, user), portalCookie: await portalBrowser(ws, slugs, userId) },
    linkToken: await mintToken(ws, { kind: "link", userId }),
    ...{ pageId, pageSlug, pageListId, pictureId: picture.id },
  };
}
