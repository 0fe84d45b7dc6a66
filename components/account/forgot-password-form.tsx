"use client";

import { MailLinkForm } from "@/components/account/mail-link-form";
import { MailSent } from "@/components/account/mail-sent";
import { forgotPasswordAction } from "@/lib/account/actions";
import { EMAIL_PROBLEMS } from "@/lib/auth/email-problems";

type Props = {
  email: string;
  /** This installation has a mail server. */
  sends: boolean;
};

/** Requests a link to set a new password. The answer is the same for every address. */
export function ForgotPasswordForm({ email, sends }: Props) {
  return (
    <MailLinkForm
      email={email}
      label="E-mail"
      autoComplete="username"
      submit={sends ? "Send link" : "Request link"}
      faults={EMAIL_PROBLEMS}
      request={(entered) => forgotPasswordAction({ email: entered })}
      sent={(sentTo) =>
        sends ? (
          <MailSent help="No e-mail after a few minutes? Check your spam folder and the address.">
            If there is an account with <span className="font-medium">{sentTo}</span>, a link is on its way.
            It works once and expires in 30 minutes.
          </MailSent>
        ) : (
          <p role="status" className="wrap-anywhere text-pretty">
            If there is an account with <span className="font-medium">{sentTo}</span>, its link is stored on
            the server for 30 minutes. Ask your IT team for it.
          </p>
        )
      }
    />
  );
}
