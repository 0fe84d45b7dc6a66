"use client";

import { MailLinkForm } from "@/components/account/mail-link-form";
import { MailSent } from "@/components/account/mail-sent";
import { buttonVariants } from "@/components/ui/button-variants";
import type { ActionError } from "@/lib/action";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import type { EmailFault } from "@/lib/auth/read-email";
import { requestPortalLinkAction } from "@/lib/portal/actions";

type Props = {
  slugs: PortalSlugs;
  next: string;
  words: {
    email: string;
    send: string;
    /** Around the address that it was sent to. */
    sent: readonly [before: string, after: string];
    help: string;
    again: string;
    faults: Readonly<Record<EmailFault, string>>;
    unreachable: ActionError;
  };
};

/** Requests a sign-in link. The answer is the same for every address. */
export function RequestLinkForm({ slugs, next, words }: Props) {
  return (
    <MailLinkForm
      label={words.email}
      autoComplete="email"
      submit={words.send}
      faults={words.faults}
      unreachable={words.unreachable}
      request={(email) => requestPortalLinkAction({ ...slugs, email, next })}
      sent={(sentTo, again) => (
        <div className="grid gap-4">
          <MailSent help={words.help}>
            {words.sent[0]}
            <span className="font-medium">{sentTo}</span>
            {words.sent[1]}
          </MailSent>
          <button type="button" className={buttonVariants({ variant: "outline" })} onClick={again}>
            {words.again}
          </button>
        </div>
      )}
    />
  );
}
