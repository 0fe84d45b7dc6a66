export const ROLES = ["owner", "admin", "viewer"] as const;

/** What each role is, in the words people choose it by. */
export const ROLE_LABELS = {
  owner: { label: "Owner", description: "Full access, including members and roles." },
  admin: {
    label: "Admin",
    description: "Can set up Remote Sources, workspaces and syncs, and approve changes.",
  },
  viewer: { label: "Viewer", description: "Can view everything and change nothing." },
} as const satisfies Record<(typeof ROLES)[number], { label: string; description: string }>;
