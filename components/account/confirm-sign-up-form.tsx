"use client";

import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInHere } from "@/components/account/auth-client";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ConfirmSignUp } from "@/lib/auth/schema";
import { confirmSignUpAction } from "@/lib/members/actions";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).confirmSignUpInput);

/** Creates the account of a mailed link and signs this browser in. */
export function ConfirmSignUpForm({ token }: { token: string }) {
  const form = useForm<ConfirmSignUp>({
    resolver,
    defaultValues: { token, password: "" },
  });
  const [signingIn, setSigningIn] = useState(false);
  const { run, pending, error } = useAction(confirmSignUpAction, { form, quiet: true });

  async function submit(input: ConfirmSignUp) {
    const done = await run(input);
    if (!done.ok) return;
    setSigningIn(true);
    const { email, next } = done.data;
    const signedIn = await signInHere({ email, password: input.password });
    // A full load, so that nothing of an earlier session stays in memory.
    window.location.assign(signedIn.ok ? next : `/sign-in?${new URLSearchParams({ next, email })}`);
  }

  const formError = error && !error.fieldErrors ? error : null;
  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      <ActionErrorPanel error={formError} />
      <PasswordField
        control={form.control}
        name="password"
        label="The password you chose"
        autoComplete="current-password"
        autoFocus
      />
      <Button type="submit" pending={pending || signingIn} className="max-sm:h-10">
        Create account
      </Button>
      <p className="text-pretty text-muted-foreground text-sm">
        Forgot the password?{" "}
        <Link href="/sign-up" className="text-primary hover:underline">
          Sign up again
        </Link>
        .
      </p>
    </FormShell>
  );
}
