import type { UserRole } from "@/drizzle/schema/users";

/** What each role of a user may do in the workspace, as the form explains it. */
export const USER_ROLE_CHOICES: readonly { value: UserRole; label: string; description: string }[] = [
  { value: "participant", label: "Participant", description: "Sees what lists and pages give them." },
  { value: "author", label: "Author", description: "Also writes pages. A file never removes an author." },
  {
    value: "admin",
    label: "Admin",
    description: "Also looks after the workspace. A file never removes an admin.",
  },
];

export function roleLabel(role: UserRole): string {
  return USER_ROLE_CHOICES.find((choice) => choice.value === role)?.label ?? role;
}
