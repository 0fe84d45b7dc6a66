"use client";

import { useState } from "react";
import { PlainButton, PlainEmail, PlainError } from "@/components/patterns/plain-fields";
import { PlainForm, usePlainForm } from "@/components/patterns/plain-form";
import { useAction } from "@/components/patterns/use-action";
import { emailProblem } from "@/lib/auth/email-problems";
import { findSignInProviderAction } from "@/lib/sso/actions";
import { beginPath } from "@/lib/sso/links";

/** Asks for an address, and goes to the provider of its domain. */
export function FindProviderForm({ email, next }: { email: string; next: string }) {
  const [leaving, setLeaving] = useState(false);
  const { run, pending, error } = useAction(findSignInProviderAction, { quiet: true });
  const form = usePlainForm([{ name: "email", check: emailProblem }], async (read) => {
    const found = await run({ email: read("email") });
    if (!found.ok) return;
    setLeaving(true);
    window.location.assign(beginPath(found.data.providerId, { next }));
  });
  return (
    <PlainForm form={form}>
      <PlainError error={error} />
      <PlainEmail
        form={form}
        name="email"
        label="Work e-mail"
        autoComplete="username"
        defaultValue={email}
        autoFocus
      />
      <PlainButton pending={pending || leaving}>Continue</PlainButton>
    </PlainForm>
  );
}
