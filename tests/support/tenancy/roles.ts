import type { MemberRole } from "@/drizzle/schema/members";
import { type Permission, permissionsOf, withWorkspaceRole } from "@/lib/permissions";
import { ROLES_THERE, type Role } from "./world";

/** Everything that somebody can be. */
export const ROLES = Object.keys(ROLES_THERE) as Role[];

/** Those who are guests of the organization and have a role in one workspace. */
export const WORKSPACE_ROLES = ROLES.filter((role) => ROLES_THERE[role] !== null);

/** How the gate of an action or a route answers a role that does not have its permission. */
export type Gate = { scope: "org" | "workspace"; can: Permission };

const rightsOf = (role: Role, { scope }: Pick<Gate, "scope">): ReadonlySet<Permission> => {
  const there = ROLES_THERE[role];
  const everywhere = permissionsOf(role in ORGANIZATION ? (role as MemberRole) : "guest");
  return scope === "workspace" ? withWorkspaceRole(everywhere, there) : everywhere;
};
const ORGANIZATION = { owner: 0, admin: 0, viewer: 0, guest: 0 } satisfies Record<MemberRole, number>;

/** Whether the table of permissions lets them. */
export const isLet = (role: Role, gate: Gate) => rightsOf(role, gate).has(gate.can);
/** Whether the place is there for them at all. */
export const sees = (role: Role, gate: Pick<Gate, "scope">) =>
  rightsOf(role, gate).has(gate.scope === "workspace" ? "workspace:view" : "organization:enter");
