"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInHere } from "@/components/account/auth-client";
import { PasswordStrengthMeter } from "@/components/account/password-strength";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { joinByMailAction } from "@/lib/members/actions";
import type { JoinByMail } from "@/lib/members/schema";

const resolver = lazyResolver(async () => (await import("@/lib/members/schema")).joinByMailInput);

/** For an invited person without an account: creates one, already verified by the mailed link, and joins with it. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const form = useForm<JoinByMail>({
    resolver,
    defaultValues: { token, name: "", password: "" },
  });
  const [signingIn, setSigningIn] = useState(false);
  const { run, pending, error } = useAction(joinByMailAction, { form, quiet: true });
  const { name, password } = form.watch();

  async function submit(input: JoinByMail) {
    const done = await run(input);
    if (!done.ok) return;
    setSigningIn(true);
    const next = `/${done.data.slug}`;
    const signedIn = await signInHere({ email: done.data.email, password: input.password });
    window.location.assign(signedIn.ok ? next : `/sign-in?${new URLSearchParams({ next, email })}`);
  }

  const formError = error && !error.fieldErrors ? error : null;
  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      <ActionErrorPanel error={formError} />
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField control={form.control} name="name" label="Your name" autoComplete="name" autoFocus />
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="new-password"
        help={<PasswordStrengthMeter password={password} email={email} name={name} />}
      />
      <Button type="submit" pending={pending || signingIn} className="max-sm:h-10">
        Create account and join
      </Button>
    </FormShell>
  );
}
