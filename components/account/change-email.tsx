"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import {
  cancelEmailChangeAction,
  proveEmailChangeAction,
  requestEmailChangeAction,
} from "@/lib/account/actions";

const resolver = lazyResolver(
  async () => (await import("@/lib/auth/profile/schema")).requestEmailChangeInput,
);

/** Asks for another address. */
export function ChangeEmail() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Change
      </Button>
      <TitledDialog
        title="Change your e-mail address"
        description="We send a link to your present address and one to the new one. The address changes once you have opened both."
        open={open}
        onClose={() => setOpen(false)}
      >
        <EmailForm onClose={() => setOpen(false)} />
      </TitledDialog>
    </>
  );
}

function EmailForm({ onClose }: { onClose: () => void }) {
  const form = useForm<{ email: string }>({ resolver, defaultValues: { email: "" } });
  const { run, pending, error } = useAction(requestEmailChangeAction, {
    form,
    quiet: true,
    success: "Links sent",
    onDone: onClose,
  });
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false}>
      <ActionErrorPanel error={error?.fieldErrors ? null : error} />
      <TextField
        control={form.control}
        name="email"
        label="New e-mail address"
        type="email"
        autoComplete="email"
        autoFocus
      />
      <DialogFoot onCancel={onClose} verb="Send links" pending={pending} />
    </FormShell>
  );
}

/** Makes the links of a change that waits useless. */
export function CancelEmailChange() {
  const { run, pending } = useAction(cancelEmailChangeAction, { success: "Change cancelled" });
  return (
    <Button variant="outline" size="sm" pending={pending} onClick={() => void run({})}>
      Cancel the change
    </Button>
  );
}

/** Uses a mailed link: opening its page does not. */
export function ProveEmailChange({ token, email }: { token: string; email: string }) {
  const [done, setDone] = useState<{ changed: boolean } | null>(null);
  const { run, pending, error } = useAction(proveEmailChangeAction, { quiet: true, onDone: setDone });
  if (done) {
    return (
      <p role="status" className="wrap-anywhere">
        {done.changed
          ? `Your address is now ${email}.`
          : "Confirmed. Now open the link in the e-mail to your other address."}
      </p>
    );
  }
  return (
    <div className="grid justify-items-start gap-4">
      <ActionErrorPanel error={error} />
      <Button pending={pending} onClick={() => void run({ token })} className="max-sm:h-10">
        Confirm the change
      </Button>
    </div>
  );
}
