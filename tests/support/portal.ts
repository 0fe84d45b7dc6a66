import { pageLists, pages, userListMembers, userLists } from "@/drizzle/schema";
import type { PortalTokenKind } from "@/drizzle/schema/portal-tokens";
import { portalCookie } from "@/lib/auth/portal/cookies";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { insertToken, type PortalUser } from "@/lib/auth/portal/portal.store";
import type { Later } from "@/lib/auth/portal/request-link";
import { hashToken, newToken } from "@/lib/auth/token";
import {
  brandPortalCtx,
  type Clock,
  type PortalCtx,
  type VisitorCtx,
  type WorkspaceCtx,
} from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import type { RuleGroup } from "@/lib/model/rule";
import { testDb } from "./db";
import { mintIp } from "./ip";

const HOUR_MS = 3_600_000;

type Token = { kind: PortalTokenKind; userId: number; memberId?: string; at?: Date; livesMs?: number };

/** A token as the portal keeps it, without the way through a mail. Gives the token itself. */
export async function mintToken(ws: WorkspaceCtx, { at = ws.clock(), livesMs = HOUR_MS, ...token }: Token) {
  const secret = newToken();
  const expiresAt = new Date(at.getTime() + livesMs);
  await ws.db.run((tx) =>
    insertToken(tx, ws, { ...token, hash: hashToken(secret), createdAt: at, expiresAt }),
  );
  return secret;
}

/** The cookie header of a browser that is signed in as a user. */
export async function portalBrowser(ws: WorkspaceCtx, slugs: PortalSlugs, userId: number): Promise<string> {
  return `${portalCookie("session", slugs).name}=${await mintToken(ws, { kind: "session", userId })}`;
}

/** The context of a user who is inside. */
export function portalCtxOf(
  ws: WorkspaceCtx,
  user: Omit<PortalUser, "language"> & Partial<PortalUser>,
): PortalCtx {
  const { orgId, workspaceId, db, clock, log } = ws;
  const { id, email, firstName, lastName, role, language = null } = user;
  return brandPortalCtx({
    ...{ orgId, workspaceId, db, clock, log, view: null },
    actor: { kind: "user", userId: id, label: email },
    user: { id, email, firstName, lastName, role, language },
  });
}

type NewList = { name: string; userIds?: readonly number[]; rule?: RuleGroup };

/** A static list of some users, or a dynamic one when there is a rule. Gives its id. */
export async function mintList(ws: WorkspaceCtx, { name, userIds = [], rule }: NewList): Promise<number> {
  const place = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  const kind = rule ? ("dynamic" as const) : ("static" as const);
  return ws.db.run(async (tx) => {
    const [list] = await tx
      .insert(userLists)
      .values({ ...place, name, kind, rule, createdBy: "test" })
      .returning({ id: userLists.id });
    const listId = list?.id ?? 0;
    const rows = userIds.map((userId) => ({ ...place, listId, userId, addedBy: "test" }));
    if (rows.length > 0) await tx.insert(userListMembers).values(rows);
    return listId;
  });
}

type NewPage = {
  title: string;
  slug: string;
  body?: string;
  listIds?: readonly number[];
  everyone?: boolean;
};

/** A page for some lists, or for everyone. Gives its id. */
export async function mintPage(ws: WorkspaceCtx, page: NewPage): Promise<number> {
  const { title, slug, body = "", listIds = [], everyone = false } = page;
  const place = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  return ws.db.run(async (tx) => {
    const audience = everyone ? ("everyone" as const) : ("lists" as const);
    const [made] = await tx
      .insert(pages)
      .values({ ...place, title, slug, body, audience })
      .returning({ id: pages.id });
    const pageId = made?.id ?? 0;
    if (listIds.length > 0)
      await tx.insert(pageLists).values(listIds.map((listId) => ({ ...place, pageId, listId })));
    return pageId;
  });
}

/** Someone at a portal who has not said who they are, from a network of their own. */
export function visitorAt(clock: Clock = () => new Date(), ip = mintIp()): VisitorCtx {
  return { ip, userAgent: null, db: tenantDb(testDb().db, {}), clock, log: createLog("test") };
}

/** Runs what was to be done after the answer, and waits for it. */
export function atOnce(): { later: Later; done: () => Promise<unknown> } {
  const going: Promise<void>[] = [];
  return { later: (work) => void going.push(work()), done: () => Promise.all(going) };
}
