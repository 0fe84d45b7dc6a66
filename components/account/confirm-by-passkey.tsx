"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useState } from "react";
import { whyNot } from "@/components/account/second-step-client";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { confirmByPasskeyAction, startPasskeyConfirmationAction } from "@/lib/account/actions";

/** Confirms with a passkey, in a dialog. */
export function ConfirmByPasskey({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function confirm() {
    setPending(true);
    const problem = await showPasskey();
    setPending(false);
    setFailure(problem);
    if (problem === null) onDone();
  }

  return (
    <div className="grid gap-4">
      {failure ? (
        <p role="alert" className="text-danger text-sm">
          {failure}
        </p>
      ) : null}
      <DialogFoot
        onCancel={onCancel}
        verb="Use a passkey"
        pending={pending}
        autoFocus
        onVerb={() => void confirm()}
      />
    </div>
  );
}

/** What went wrong; null for nothing. */
async function showPasskey(): Promise<string | null> {
  try {
    const started = await startPasskeyConfirmationAction({});
    if (!started.ok) return started.error.message;
    const response = await startAuthentication({ optionsJSON: started.data });
    const done = await confirmByPasskeyAction({ response });
    return done.ok ? null : done.error.message;
  } catch (error) {
    return whyNot(error);
  }
}
