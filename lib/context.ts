import type { DropCredentialKind } from "@/drizzle/schema/drop-files";
import type { UserRole } from "@/drizzle/schema/users";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { TenantDb } from "@/lib/db/tenant";
import type { Log } from "@/lib/log";
import type { Actor } from "@/lib/model/actor";
import type { Locale } from "@/lib/model/locale";
import { type Permission, permissionsOf, type Role, withWorkspaceRole } from "@/lib/permissions";

declare const brand: unique symbol;

export type Clock = () => Date;

/** First parameter of everything in `lib` that is not pure. Only `lib/auth` and `lib/runs/open-run.ts` make one. */
export type Ctx = {
  readonly [brand]: "org";
  readonly orgId: string;
  readonly actor: Actor;
  readonly role: Role;
  /** What may be done with it: in the organization as a whole; of a `WorkspaceCtx` in that workspace. */
  readonly permissions: ReadonlySet<Permission>;
  /** Workspace id -> what the member is there, beyond the role in the organization. */
  readonly workspaceRoles: ReadonlyMap<string, WorkspaceRole>;
  /** The workspaces that can be reached; null for all of them. `db` holds it as well. */
  readonly workspaceIds: readonly string[] | null;
  /** When the member last showed in this browser that it is them; null where no browser is involved. */
  readonly confirmedAt: Date | null;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

export type WorkspaceCtx = Ctx & { readonly workspaceId: string };

/** A signed-in person before an organization is chosen. */
export type AccountCtx = {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** When they proved that mail to the address reaches them; null until then. */
  readonly emailVerifiedAt: Date | null;
  /** What they have chosen or signed up with; null as long as nothing has said which. */
  readonly chosenLanguage: Locale | null;
  /** Signing in takes an authenticator app or a passkey beside the password. */
  readonly hasSecondFactor: boolean;
  /** Hash of the session's id; null when no browser is involved. */
  readonly sessionId: string | null;
  /** When they last showed their password or second factor in this browser. */
  readonly confirmedAt: Date | null;
  readonly reach: Reach;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

/** What a session opens. */
export type Reach = {
  /** False when an organization's provider opened it: it reaches no other organization, and not the account. */
  isFull: boolean;
  /** Organizations whose own provider has said who this is. */
  ssoOrgIds: readonly string[];
  /** The provider it was opened with; null for a password or a passkey. */
  providerId: string | null;
};

/** Someone who has not signed in. What is done with it throttles itself. */
export type VisitorCtx = {
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** What their browser asks for, as far as we speak it. */
  readonly language?: Locale;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

/** What both contexts have, for code that works before and after signing in. */
export type PersonCtx = Pick<AccountCtx, "db" | "clock" | "log">;

/**
 * A user at their workspace's portal, or a member who looks at it as them. It has no role and is no `WorkspaceCtx`:
 * what members call can't be called with it. Only `lib/auth/portal` makes one.
 */
export type PortalCtx = {
  readonly [brand]: "portal";
  readonly orgId: string;
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly user: {
    id: number;
    email: string;
    firstName: string;
    lastName: string;
    role: UserRole;
    /** What a profile field says; null where none does. */
    language: Locale | null;
  };
  /** Set when a member looks: when that ends. */
  readonly view: { endsAt: Date } | null;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * A client that has signed in to one drop: it can put, list and take away files there, and nothing else. It has no role
 * and is no `Ctx`. Only `lib/auth/drop` makes one.
 */
export type DropCtx = {
  readonly [brand]: "drop";
  readonly orgId: string;
  readonly sourceId: string;
  readonly actor: Actor;
  /** What it signed in with. */
  readonly credential: { kind: DropCredentialKind; id: string; label: string };
  /** The address it came from; null when it is unknown. */
  readonly from: string | null;
  readonly db: TenantDb;
  readonly clock: Clock;
  readonly log: Log;
};

type Parts = {
  orgId: string;
  actor: Actor;
  role: Role;
  /** Those of the role unless given. */
  permissions?: ReadonlySet<Permission>;
  workspaceRoles?: ReadonlyMap<string, WorkspaceRole>;
  /** The same as `db` was made with. */
  workspaceIds?: readonly string[] | null;
  confirmedAt?: Date | null;
  db: TenantDb;
  clock: Clock;
  log: Log;
};

/** For the makers only: the caller has checked that the actor may act in this organization. */
export function brandCtx(parts: Parts): Ctx {
  const none = { confirmedAt: null, workspaceRoles: new Map(), workspaceIds: null };
  return { ...none, permissions: permissionsOf(parts.role), ...parts } as unknown as Ctx;
}

/** For the makers only: the caller has checked that the workspace is the organization's, and can be reached. */
export function brandWorkspaceCtx(ctx: Ctx, workspaceId: string): WorkspaceCtx {
  const permissions = withWorkspaceRole(ctx.permissions, ctx.workspaceRoles.get(workspaceId));
  return { ...ctx, permissions, db: ctx.db.within(workspaceId), workspaceId };
}

/** For `lib/auth/portal` only: the caller has checked that the user is active and their way in still open. */
export function brandPortalCtx(parts: Omit<PortalCtx, typeof brand>): PortalCtx {
  return parts as unknown as PortalCtx;
}

/** For `lib/auth/drop` only: the caller has checked the key, password or token. */
export function brandDropCtx(parts: Omit<DropCtx, typeof brand>): DropCtx {
  return parts as unknown as DropCtx;
}
