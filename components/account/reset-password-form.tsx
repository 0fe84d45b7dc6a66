"use client";

import { useForm } from "react-hook-form";
import { PasswordStrengthMeter } from "@/components/account/password-strength";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { resetPasswordAction } from "@/lib/account/actions";
import type { ResetPassword } from "@/lib/auth/schema";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).resetPasswordInput);

/** Sets a new password with a mailed link, then opens the sign-in page. */
export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  const form = useForm<ResetPassword>({
    resolver,
    defaultValues: { token, password: "" },
  });
  const { run, pending, error } = useAction(resetPasswordAction, {
    form,
    quiet: true,
    onDone: (done) => window.location.assign(`/sign-in?${new URLSearchParams({ email: done.email })}`),
  });
  const formError = error && !error.fieldErrors ? error : null;
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false}>
      <ActionErrorPanel error={formError} />
      {/* Password managers store the password with this address. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        control={form.control}
        name="password"
        label="New password"
        autoComplete="new-password"
        autoFocus
        help={<PasswordStrengthMeter password={form.watch("password")} email={email} name="" />}
      />
      <Button type="submit" pending={pending} className="max-sm:h-10">
        Set new password
      </Button>
    </FormShell>
  );
}
