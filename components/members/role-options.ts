import { ROLE_LABELS, ROLES } from "@/lib/members/roles";

/** The roles, each with a description of what it may do. */
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, ...ROLE_LABELS[value] }));
