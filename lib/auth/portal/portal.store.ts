import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { organizationBrands, organizations, portalTokens, users, workspaces } from "@/drizzle/schema";
import type { PortalTokenKind } from "@/drizzle/schema/portal-tokens";
import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import type { Brand } from "@/lib/model/brand";
import type { Locale } from "@/lib/model/locale";
import { LANGUAGE_LABELS, readLanguage } from "@/lib/values/language";

export type Place = Pick<WorkspaceCtx, "orgId" | "workspaceId">;
export type PortalUser = {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  role: UserRole;
  /** What a profile field says; null where none does, or says nothing that we speak. */
  language: Locale | null;
};

/** What a user has in the field that the workspace has chosen for their language, else in one that is called so. */
const languageText = sql<string | null>`(
  select coalesce(o.label, users.fields ->> f.id::text) from workspaces w
    join profile_fields f on f.org_id = w.org_id and f.workspace_id = w.id and f.type in ('text', 'single_choice')
     and case when w.language_field_id is null then lower(f.label) = any(${sql.param([...LANGUAGE_LABELS])}::text[])
              else f.id = w.language_field_id end
    left join profile_field_options o on f.type = 'single_choice' and o.org_id = f.org_id and o.field_id = f.id
     and o.id::text = users.fields ->> f.id::text
   where w.org_id = users.org_id and w.id = users.workspace_id order by f.position limit 1)`;

const person = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  role: users.role,
  language: languageText,
} as const;

function portalUser<U extends { language: string | null }>(row: U): U & { language: Locale | null } {
  return { ...row, language: row.language === null ? null : readLanguage(row.language) };
}

/** Which workspace an address means, before anyone is known. */
export async function findPlace(tx: Tx, org: string, workspace: string): Promise<Place | null> {
  const [row] = await tx.execute<Place>(sql`
    select org_id as "orgId", workspace_id as "workspaceId" from system_find_portal(${org}::text, ${workspace}::text)`);
  return row ? { orgId: row.orgId, workspaceId: row.workspaceId } : null;
}

type Face = { names: { organization: string; workspace: string }; brand: Brand };

/** What a portal is called, and what it looks like. */
export async function selectPortalFace(tx: Tx, { orgId, workspaceId }: Place): Promise<Face | null> {
  const [row] = await tx
    .select({
      ...{ organization: organizations.name, workspace: workspaces.name, accent: organizationBrands.accent },
      ...{ hash: organizationBrands.logoHash, isLight: organizationBrands.logoIsLight },
      ...{ width: organizationBrands.logoWidth, height: organizationBrands.logoHeight },
    })
    .from(workspaces)
    .innerJoin(organizations, eq(organizations.id, workspaces.orgId))
    .leftJoin(organizationBrands, eq(organizationBrands.orgId, workspaces.orgId))
    .where(and(eq(workspaces.orgId, orgId), eq(workspaces.id, workspaceId)));
  if (!row) return null;
  const { organization, workspace, accent, hash, isLight, width, height } = row;
  const logo = hash && width && height ? { hash, width, height, isLight: isLight === true } : null;
  return { names: { organization, workspace }, brand: { accent, logo } };
}

const active = ({ orgId, workspaceId }: Place) =>
  and(eq(users.orgId, orgId), eq(users.workspaceId, workspaceId), eq(users.state, "active"));

/** `emailKey` in lower case. */
export async function findActiveByEmail(tx: Tx, place: Place, emailKey: string): Promise<PortalUser | null> {
  const [row] = await tx
    .select(person)
    .from(users)
    .where(and(active(place), eq(users.emailKey, emailKey)));
  return row ? portalUser(row) : null;
}

/** The slugs of a workspace's address. */
export async function selectSlugs(
  tx: Tx,
  { orgId, workspaceId }: Place,
): Promise<{ org: string; workspace: string } | null> {
  const [row] = await tx
    .select({ org: organizations.slug, workspace: workspaces.slug })
    .from(workspaces)
    .innerJoin(organizations, eq(organizations.id, workspaces.orgId))
    .where(and(eq(workspaces.orgId, orgId), eq(workspaces.id, workspaceId)));
  return row ?? null;
}

export async function findActiveById(tx: Tx, place: Place, id: number): Promise<PortalUser | null> {
  const [row] = await tx
    .select(person)
    .from(users)
    .where(and(active(place), eq(users.id, id)));
  return row ? portalUser(row) : null;
}

type NewToken = {
  hash: string;
  userId: number;
  kind: PortalTokenKind;
  memberId?: string;
  createdAt: Date;
  expiresAt: Date;
};

export async function insertToken(tx: Tx, { orgId, workspaceId }: Place, token: NewToken): Promise<void> {
  await tx.insert(portalTokens).values({ orgId, workspaceId, ...token });
}

const tokensOf = ({ orgId, workspaceId }: Place, kind: PortalTokenKind) =>
  and(eq(portalTokens.orgId, orgId), eq(portalTokens.workspaceId, workspaceId), eq(portalTokens.kind, kind));

export async function deleteViewsOf(tx: Tx, place: Place, memberId: string): Promise<void> {
  await tx.delete(portalTokens).where(and(tokensOf(place, "view"), eq(portalTokens.memberId, memberId)));
}

/** What nobody can use any more. An ended link is kept a while, to be distinguished from one that never existed. */
export async function deleteExpiredTokens(
  tx: Tx,
  { orgId, workspaceId }: Place,
  before: Date,
): Promise<number> {
  const rows = await tx
    .delete(portalTokens)
    .where(
      and(
        eq(portalTokens.orgId, orgId),
        eq(portalTokens.workspaceId, workspaceId),
        lt(portalTokens.expiresAt, before),
      ),
    )
    .returning({ hash: portalTokens.hash });
  return rows.length;
}

export type FoundToken = {
  user: PortalUser;
  memberId: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
};

/** A token of this workspace, including expired and used ones, as long as its user is active. */
export async function findToken(
  tx: Tx,
  place: Place,
  { hash, kind }: { hash: string; kind: PortalTokenKind },
): Promise<FoundToken | null> {
  const [row] = await tx
    .select({
      user: person,
      memberId: portalTokens.memberId,
      createdAt: portalTokens.createdAt,
      expiresAt: portalTokens.expiresAt,
      usedAt: portalTokens.usedAt,
    })
    .from(portalTokens)
    .innerJoin(users, and(eq(users.id, portalTokens.userId), active(place)))
    .where(and(tokensOf(place, kind), eq(portalTokens.hash, hash)));
  return row ? { ...row, user: portalUser(row.user) } : null;
}

/** Consumes a link in one statement: of two concurrent callers, one gets the user's id and the other null. */
export async function consumeLink(tx: Tx, place: Place, hash: string, now: Date): Promise<number | null> {
  const [row] = await tx
    .update(portalTokens)
    .set({ usedAt: now })
    .where(
      and(
        tokensOf(place, "link"),
        eq(portalTokens.hash, hash),
        isNull(portalTokens.usedAt),
        gt(portalTokens.expiresAt, now),
      ),
    )
    .returning({ userId: portalTokens.userId });
  return row?.userId ?? null;
}

export async function setSessionEnd(tx: Tx, place: Place, hash: string, expiresAt: Date): Promise<void> {
  await tx
    .update(portalTokens)
    .set({ expiresAt })
    .where(and(tokensOf(place, "session"), eq(portalTokens.hash, hash)));
}

export async function deleteToken(
  tx: Tx,
  place: Place,
  { hash, kind }: { hash: string; kind: PortalTokenKind },
): Promise<void> {
  await tx.delete(portalTokens).where(and(tokensOf(place, kind), eq(portalTokens.hash, hash)));
}
