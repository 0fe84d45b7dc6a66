"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { deleteAccountAction } from "@/lib/members/actions";

/** Deletes one's own account. */
export function DeleteAccount({ email, disabled }: { email: string; disabled: boolean }) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(deleteAccountAction, {
    quiet: true,
    // A full load, so that nothing of the account stays in memory.
    onDone: () => window.location.assign("/"),
  });
  return (
    <>
      <Button variant="destructive" disabled={disabled} onClick={() => setOpen(true)}>
        Delete account
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete your account?"
        description="This can't be undone."
        lost={[
          "You are signed out of every browser.",
          "You leave every organization that you are a member of.",
          "Your password, second factors and notifications are deleted.",
        ]}
        kept={["The organizations and everything in them.", "What you did stays in their audit logs."]}
        typed={email}
        confirmLabel="Delete account"
        onConfirm={() => run({ typed: email })}
      />
    </>
  );
}
