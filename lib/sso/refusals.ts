/** Why a sign-in with a provider came to nothing -> what its page says. */
export const SSO_REFUSALS = {
  failed: "Signing in did not work. Try again. If it keeps failing, ask an owner of your organization.",
  unreachable:
    "The sign-in provider can't be reached, or its settings are wrong. Try again in a few minutes. Owners can sign in with their password.",
  client:
    "The sign-in provider does not accept the client ID and secret that are entered in Rollcall. Ask an owner of your organization: they can sign in with their password and enter them again under Settings → Sign-in.",
  cancelled: "You did not finish signing in at the provider.",
  unknown: "This sign-in provider is not set up here.",
  other_account: "You signed in at the provider as someone else.",
  not_signed_in: "Sign in with your password first, then link the provider to your account.",
  linked_elsewhere: "This identity is already linked to another account.",
  not_member: "You are not a member of this organization. Ask an owner to invite you.",
  not_invited: "Members of this organization are invited. Ask an owner to invite you.",
  no_email: "The provider did not say what your e-mail address is. Ask an owner of your organization.",
  unverified: "The provider says that your e-mail address is not verified. Verify it there, then try again.",
  domain:
    "Your e-mail address is not of a domain that this organization has verified. Ask an owner to invite you.",
} as const;

export type SsoRefusal = keyof typeof SSO_REFUSALS;

/** The text for a refusal as the address of its page names it. */
export function refusalText(why: string | undefined): string | null {
  if (!why) return null;
  return Object.hasOwn(SSO_REFUSALS, why) ? SSO_REFUSALS[why as SsoRefusal] : SSO_REFUSALS.failed;
}
