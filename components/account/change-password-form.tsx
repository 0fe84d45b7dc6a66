"use client";

import { useForm } from "react-hook-form";
import { PasswordStrengthMeter } from "@/components/account/password-strength";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { changePasswordAction } from "@/lib/account/actions";
import type { ChangePassword } from "@/lib/auth/schema";
import { plural } from "@/lib/format/plural";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).changePasswordInput);

const EMPTY: ChangePassword = { current: "", password: "" };

/** Asks for the current password and a new one. */
export function ChangePasswordForm({ email, name }: { email: string; name: string }) {
  const form = useForm<ChangePassword>({
    resolver,
    defaultValues: EMPTY,
  });
  const { run, pending, error } = useAction(changePasswordAction, {
    form,
    quiet: true,
    success: ({ ended }) =>
      ended > 0 ? `Password changed. Signed out of ${plural(ended, "other browser")}` : "Password changed",
    onDone: () => form.reset(EMPTY),
  });
  const formError = error && !error.fieldErrors ? error : null;
  return (
    <FormShell form={form} onSubmit={run} warnUnsaved={false} className="max-w-sm">
      <ActionErrorPanel error={formError} />
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        control={form.control}
        name="current"
        label="Current password"
        autoComplete="current-password"
      />
      <PasswordField
        control={form.control}
        name="password"
        label="New password"
        autoComplete="new-password"
        help={<PasswordStrengthMeter password={form.watch("password")} email={email} name={name} />}
      />
      <Button type="submit" pending={pending} className="justify-self-start max-sm:h-10">
        Change password
      </Button>
    </FormShell>
  );
}
