import type { MailLinkPurpose } from "@/drizzle/schema/mail-links";

const MINUTE_MS = 60_000;

/** How long each mailed link works. */
export const LINK_LIFE_MS: Readonly<Record<MailLinkPurpose, number>> = {
  sign_up: 24 * 60 * MINUTE_MS,
  verify: 24 * 60 * MINUTE_MS,
  reset: 30 * MINUTE_MS,
};
