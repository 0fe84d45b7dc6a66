import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";

/** Who may do what: the one table. Checked by the action factory, the page gate and the API, nowhere else. */
/** Its name, and the workspaces where they have a role. */
const GUEST = ["organization:enter"] as const;

const WORKSPACE_VIEWER = [
  "workspace:view",
  "sync:view",
  "run:view",
  "user:view",
  "field:view",
  "list:view",
  "team:view",
  "page:view",
  "workspace_member:view",
] as const;

/** Lists, because they are whom a page is for. */
const WORKSPACE_AUTHOR = [
  "workspace:view",
  "list:view",
  "page:view",
  "page:create",
  "page:update",
  "page:delete",
] as const;

/** Not: to attach a file or to detach it, because Remote Sources hold the files of other workspaces as well. */
const WORKSPACE_ADMIN = [
  ...WORKSPACE_VIEWER,
  "sync:update",
  "run:start",
  "run:decide",
  "run:cancel",
  "run:undo",
  "user:create",
  "user:update",
  "user:remove",
  "user:export",
  "user:erase",
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
  "workspace_member:update",
] as const;

const VIEWER = [
  ...GUEST,
  "organization:view",
  ...WORKSPACE_VIEWER,
  "member:view",
  "remote_source:view",
] as const;

const ADMIN = [
  ...VIEWER,
  ...WORKSPACE_ADMIN,
  "workspace:create",
  "workspace:update",
  "workspace:delete",
  "remote_source:create",
  "remote_source:update",
  "remote_source:delete",
  "remote_source:check",
  "drop_file:download",
  "sync:create",
  "sync:delete",
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
  guest: new Set<Permission>(GUEST),
};

/** What a workspace role adds, in that workspace. */
const WORKSPACE_PERMISSIONS: Readonly<Record<WorkspaceRole, ReadonlySet<Permission>>> = {
  admin: new Set<Permission>(WORKSPACE_ADMIN),
  author: new Set<Permission>(WORKSPACE_AUTHOR),
  viewer: new Set<Permission>(WORKSPACE_VIEWER),
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

/** The permissions of the organization and those of a role in one of its workspaces together. */
export function withWorkspaceRole(
  permissions: ReadonlySet<Permission>,
  role: WorkspaceRole | null | undefined,
): ReadonlySet<Permission> {
  return role ? new Set([...permissions, ...WORKSPACE_PERMISSIONS[role]]) : permissions;
}

/** What the one who acts may do in one workspace. */
export function mayThere(
  ctx: { permissions: ReadonlySet<Permission>; workspaceRoles: ReadonlyMap<string, WorkspaceRole> },
  workspaceId: string,
  permission: Permission,
): boolean {
  return may(
    { permissions: withWorkspaceRole(ctx.permissions, ctx.workspaceRoles.get(workspaceId)) },
    permission,
  );
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
