import type { UserRole } from "@/drizzle/schema/users";

/** What each role of a user may do in the workspace, as the form explains it. */
export const USER_ROLE_CHOICES: readonly { value: UserRole; label: string; description: string }[] = [
  { value: "participant", label: "Participant", description: "Can see the pages that are open to them." },
  { value: "author", label: "Author", description: "Can also write pages. Syncs never remove authors." },
  {
    value: "admin",
    label: "Admin",
    description: "Can also manage the workspace. Syncs never remove admins.",
  },
];

export function roleLabel(role: UserRole): string {
  return USER_ROLE_CHOICES.find((choice) => choice.value === role)?.label ?? role;
}
