"use client";

import { MailLinkForm } from "@/components/account/mail-link-form";
import { MailSent } from "@/components/account/mail-sent";
import { buttonVariants } from "@/components/ui/button-variants";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { requestPortalLinkAction } from "@/lib/portal/actions";

type Props = {
  slugs: PortalSlugs;
  next: string;
  minutes: number;
  /** This installation has no mail server: mails go to the Outbox. */
  kept: boolean;
};

/** Requests a sign-in link. The answer is the same for every address. */
export function RequestLinkForm({ slugs, next, minutes, kept }: Props) {
  return (
    <MailLinkForm
      label="Your e-mail address"
      autoComplete="email"
      submit="Send sign-in link"
      request={(email) => requestPortalLinkAction({ ...slugs, email, next })}
      sent={(sentTo, again) => (
        <div className="grid gap-4">
          <MailSent
            help={
              kept
                ? "This installation has no mail server. The link is in the Outbox, where an admin can copy it for you."
                : "No e-mail after a few minutes? Check your spam folder and the address."
            }
          >
            If <span className="font-medium">{sentTo}</span> is a user here, a link is on its way. It works
            once and expires in {minutes} minutes.
          </MailSent>
          <button type="button" className={buttonVariants({ variant: "outline" })} onClick={again}>
            Try again or use another address
          </button>
        </div>
      )}
    />
  );
}
