"use client";

import { useState } from "react";
import { MailSent } from "@/components/account/mail-sent";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { requestVerificationAction, verifyAddressAction } from "@/lib/account/actions";

/** Sends a mail that verifies the address of the signed-in person. */
export function RequestVerification({ email }: { email: string }) {
  const [sent, setSent] = useState(false);
  const { run, pending, error } = useAction(requestVerificationAction, {
    quiet: true,
    onDone: () => setSent(true),
  });
  if (sent) {
    return (
      <MailSent help="Open the link in this browser. No e-mail after a few minutes? Check your spam folder.">
        A link was sent to <span className="font-medium">{email}</span>. It works once and expires in 24
        hours.
      </MailSent>
    );
  }
  return (
    <div className="grid justify-items-start gap-4">
      <ActionErrorPanel error={error} />
      <Button pending={pending} onClick={() => void run({})} className="max-sm:h-10">
        Send verification e-mail
      </Button>
    </div>
  );
}

/** Uses the mailed link. */
export function VerifyButton({ token }: { token: string }) {
  const { run, pending, error } = useAction(verifyAddressAction, {
    quiet: true,
    onDone: () => window.location.assign("/"),
  });
  return (
    <div className="grid justify-items-start gap-4">
      <ActionErrorPanel error={error} />
      <Button pending={pending} onClick={() => void run({ token })} className="max-sm:h-10">
        Verify address
      </Button>
    </div>
  );
}
