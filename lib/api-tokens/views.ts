import type { Permission } from "@/lib/permissions";

/** A token as its list shows it: never the token itself. */
export type TokenItem = {
  id: string;
  label: string;
  /** How it begins, such as `rct_4fJ9`. */
  prefix: string;
  permissions: Permission[];
  /** Null: all. Those it was limited to and that still exist otherwise. */
  workspaces: { id: string; name: string }[] | null;
  createdBy: string;
  /** Whether who made it is still a member. */
  isMakerMember: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
};
