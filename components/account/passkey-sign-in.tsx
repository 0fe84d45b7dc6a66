"use client";

import { signInWithPasskeyHere } from "@/components/account/second-step-client";
import { useAttempt } from "@/components/account/second-step-form";
import { PlainButton, PlainError } from "@/components/patterns/plain-fields";

/** Signs in with a passkey; then opens `next`, a path of this site. */
export function PasskeySignIn({ next }: { next: string }) {
  const { pending, error, attempt } = useAttempt(next);
  return (
    <div className="grid gap-5">
      <PlainError error={error} />
      <PlainButton pending={pending} autoFocus onClick={() => void attempt(signInWithPasskeyHere)}>
        Continue with a passkey
      </PlainButton>
    </div>
  );
}
