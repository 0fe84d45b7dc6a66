import { ROLE_LABELS, ROLES, WORKSPACE_ROLE_LABELS, WORKSPACE_ROLES } from "@/lib/members/roles";

/** The roles, each with a description of what it may do. */
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, ...ROLE_LABELS[value] }));

/** The roles in one workspace. */
export const WORKSPACE_ROLE_OPTIONS = WORKSPACE_ROLES.map((value) => ({
  value,
  ...WORKSPACE_ROLE_LABELS[value],
}));
