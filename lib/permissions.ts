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
] as const;

const OWNER = [...ADMIN, "organization:update", "member:invite", "member:update", "member:remove"] as const;

export type Permission = (typeof OWNER)[number];

const PERMISSIONS: Readonly<Record<MemberRole, ReadonlySet<Permission>>> = {
  owner: new Set(OWNER),
  admin: new Set<Permission>(ADMIN),
  viewer: new Set<Permission>(VIEWER),
};

/** What a role may do. The system acts on behalf of what was already allowed, and may do everything. */
export function permissionsOf(role: MemberRole | "system"): ReadonlySet<Permission> {
  return role === "system" ? EVERYTHING : PERMISSIONS[role];
}

const EVERYTHING: ReadonlySet<Permission> = new Set(OWNER);

/** Whether who acts in this context may do it there. */
export function may(ctx: { permissions: ReadonlySet<Permission> }, permission: Permission): boolean {
  return ctx.permissions.has(permission);
}

/** Whether a role may do it in the organization as a whole. */
export function roleMay(role: MemberRole | "system", permission: Permission): boolean {
  return permissionsOf(role).has(permission);
}
