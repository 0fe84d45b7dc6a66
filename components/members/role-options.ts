import { ROLE_WORDS, ROLES } from "@/lib/members/schema";

/** The roles with what each may do, in words. */
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, ...ROLE_WORDS[value] }));
