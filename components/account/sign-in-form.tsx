"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInHere } from "@/components/account/auth-client";
import { FormShell } from "@/components/patterns/form-shell";
import { PasswordField } from "@/components/patterns/password-field";
import { TextField } from "@/components/patterns/text-field";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type SignIn, signInInput } from "@/lib/auth/schema";

/** E-mail and password; then opens `next`, a path of this site. */
export function SignInForm({ next, email }: { next: string; email: string }) {
  const form = useForm<SignIn>({
    resolver: zodResolver(signInInput),
    defaultValues: { email, password: "" },
  });
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(input: SignIn) {
    setPending(true);
    setError(null);
    const outcome = await signInHere(input);
    // A full load, so that nothing of an earlier session stays in memory.
    if (outcome.ok) return window.location.assign(next);
    setPending(false);
    setError(outcome.message);
    form.setFocus("password", { shouldSelect: true });
  }

  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      {error && (
        <Alert tone="danger" role="alert">
          <AlertTitle>{error}</AlertTitle>
        </Alert>
      )}
      <TextField
        control={form.control}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoFocus={email === ""}
      />
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus={email !== ""}
      />
      <Button type="submit" pending={pending}>
        Sign in
      </Button>
      <Link href="/forgot-password" className="justify-self-center text-primary text-sm hover:underline">
        Forgot your password?
      </Link>
    </FormShell>
  );
}
