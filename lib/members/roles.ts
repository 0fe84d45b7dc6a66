export const ROLES = ["owner", "admin", "viewer"] as const;

/** What each role is, in the words people choose it by. */
export const ROLE_WORDS = {
  owner: { label: "Owner", description: "Everything, and decides who else may sign in." },
  admin: {
    label: "Admin",
    description: "Sets up sources, workspaces and syncs, and approves what they change.",
  },
  viewer: { label: "Viewer", description: "Looks at everything, changes nothing." },
} as const satisfies Record<(typeof ROLES)[number], { label: string; description: string }>;
