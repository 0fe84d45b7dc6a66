/** The pages of one's own account, in the order of their tabs. */
export const ACCOUNT_TABS = [
  { label: "Profile", href: "/account" },
  { label: "Security", href: "/account/security" },
  { label: "Signed-in browsers", href: "/account/sessions" },
  { label: "Notifications", href: "/account/notifications" },
  { label: "Organizations", href: "/account/organizations" },
] as const satisfies readonly { label: string; href: string }[];
