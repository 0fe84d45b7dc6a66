"use client";

import { useState } from "react";
import { signInHere } from "@/components/account/auth-client";
import { PlainButton, PlainEmail, PlainError } from "@/components/patterns/plain-fields";
import { PlainForm, usePlainForm } from "@/components/patterns/plain-form";
import { PlainPassword } from "@/components/patterns/plain-password";
import { currentPasswordProblem } from "@/lib/auth/current-password";
import { emailProblem } from "@/lib/auth/email-problems";

/** E-mail and password; then opens `next`, a path of this site. */
export function SignInForm({ next, email }: { next: string; email: string }) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const form = usePlainForm(
    [
      { name: "email", check: emailProblem },
      { name: "password", check: currentPasswordProblem },
    ],
    async (read) => {
      setPending(true);
      setError(null);
      const outcome = await signInHere({ email: read("email"), password: read("password") });
      // A full load, so that nothing of an earlier session stays in memory.
      if (outcome.ok) {
        return window.location.assign(
          outcome.asks ? `/sign-in/verify?next=${encodeURIComponent(next)}` : next,
        );
      }
      setPending(false);
      setError(outcome.message);
      form.select("password");
    },
  );

  return (
    <PlainForm form={form}>
      <PlainError error={error === null ? null : { message: error }} />
      <PlainEmail
        form={form}
        name="email"
        label="E-mail"
        autoComplete="username"
        defaultValue={email}
        autoFocus={email === ""}
      />
      <PlainPassword
        form={form}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus={email !== ""}
      />
      <PlainButton pending={pending}>Sign in</PlainButton>
      {/* A full load, as all links here: the script of Next's links weighs more than the form. */}
      <a href="/forgot-password" className="justify-self-center text-primary text-sm hover:underline">
        Forgot your password?
      </a>
    </PlainForm>
  );
}
