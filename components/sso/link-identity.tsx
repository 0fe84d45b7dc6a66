"use client";

import { useState } from "react";
import { PasswordAsker } from "@/components/account/password-asker";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { linkByMailAction, linkIdentityAction, requestLinkMailAction } from "@/lib/sso/actions";
import { beginPath } from "@/lib/sso/links";

/** Links the identity of this browser to the account that is signed in. */
export function LinkHere({ label }: { label: string }) {
  const { run, pending, error } = useAction(linkIdentityAction, {
    quiet: true,
    onDone: ({ next }) => window.location.assign(next),
  });
  return (
    <div className="grid gap-3">
      <PasswordAsker />
      <ActionErrorPanel error={error?.code === "confirm_needed" ? null : error} />
      <Button pending={pending} onClick={() => void run({})}>
        Link {label} to my account
      </Button>
    </div>
  );
}

/** Mails a link to the address that the provider gave. */
export function LinkByMail({ email }: { email: string }) {
  const [sent, setSent] = useState(false);
  const { run, pending, error } = useAction(requestLinkMailAction, {
    quiet: true,
    onDone: () => setSent(true),
  });
  if (sent) {
    return (
      <p role="status" className="wrap-anywhere text-pretty text-sm">
        If there is an account with <span className="font-medium">{email}</span>, a link is on its way. Open
        it in this browser. It works once and expires in 30 minutes.
      </p>
    );
  }
  return (
    <div className="grid gap-3">
      <ActionErrorPanel error={error} />
      <Button variant="outline" pending={pending} onClick={() => void run({})}>
        Send me a link by e-mail
      </Button>
    </div>
  );
}

/** What the mailed link opens: one press, because mail programs open links too. */
export function ConfirmLink({ token, label }: { token: string; label: string }) {
  const { run, pending, error } = useAction(linkByMailAction, {
    quiet: true,
    onDone: ({ providerId, next }) => window.location.assign(beginPath(providerId, { next })),
  });
  return (
    <div className="grid gap-3">
      <ActionErrorPanel error={error} />
      <Button pending={pending} onClick={() => void run({ token })}>
        Link {label} to my account
      </Button>
    </div>
  );
}
