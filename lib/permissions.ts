import type { MemberRole } from "@/drizzle/schema/members";

/** Who may do what: the one table. Checked by the action factory, the page gate and the API, nowhere else. */
const VIEWER = [
  "organization:view",
  "member:view",
  "workspace:view",
  "remote_source:view",
  "sync:view",
  "run:view",
  "user:view",
  "field:view",
  "list:view",
  "team:view",
  "page:view",
] as const;

const ADMIN = [
  ...VIEWER,
  "workspace:create",
  "workspace:update",
  "workspace:delete",
  "remote_source:create",
  "remote_source:update",
  "remote_source:delete",
  "remote_source:check",
  "drop_file:download",
  "sync:create",
  "sync:update",
  "sync:delete",
  "run:start",
  "run:decide",
  "run:cancel",
  "run:undo",
  "user:create",
  "user:update",
  "user:remove",
  "field:create",
  "field:update",
  "field:delete",
  "list:create",
  "list:update",
  "list:delete",
  "team:create",
  "team:update",
  "team:delete",
  "page:create",
  "page:update",
  "page:delete",
  "portal:view_as",
  "audit:view",
  "event:view",
  "webhook:manage",
  "token:view",
  "token:create",
  "token:revoke",
] as const;

const OWNER = [...ADMIN, "organization:update", "member:invite", "member:update", "member:remove"] as const;

export type Permission = (typeof OWNER)[number];

const PERMISSIONS: Readonly<Record<MemberRole, ReadonlySet<Permission>>> = {
  owner: new Set(OWNER),
  admin: new Set<Permission>(ADMIN),
  viewer: new Set<Permission>(VIEWER),
};

/** In what capacity someone acts: a member's role, an API token, or the system itself. */
export type Role = MemberRole | "system" | "token";

/**
 * What a role may do. The system acts on behalf of what was already allowed, and may do everything. A token may do
 * what was chosen for it, which its role does not say.
 */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  if (role === "system") return EVERYTHING;
  return role === "token" ? NOTHING : PERMISSIONS[role];
}

const EVERYTHING: ReadonlySet<Permission> = new Set(OWNER);
const NOTHING: ReadonlySet<Permission> = new Set();

/** Whether who acts in this context may do it there. */
export function may(ctx: { permissions: ReadonlySet<Permission> }, permission: Permission): boolean {
  return ctx.permissions.has(permission);
}

/** Whether a role may do it in the organization as a whole. */
export function roleMay(role: Role, permission: Permission): boolean {
  return permissionsOf(role).has(permission);
}

/** Whether stored text still is a permission. */
export function isPermission(text: string): text is Permission {
  return EVERYTHING.has(text as Permission);
}
