"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInHere } from "@/components/account/auth-client";
import { MailSent } from "@/components/account/mail-sent";
import { PasswordStrengthMeter } from "@/components/account/password-strength";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PasswordField } from "@/components/patterns/password-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionError } from "@/lib/action";
import type { SignUp } from "@/lib/auth/schema";
import { signUpAction } from "@/lib/members/actions";

const resolver = lazyResolver(async () => (await import("@/lib/auth/schema")).signUpInput);

type Problem = Pick<ActionError, "message" | "remedy">;

/**
 * Creates an account, signs this browser in and opens `next`. With a mail server it asks the person to check their mail
 * first; that answer is the same for every address.
 */
export function SignUpForm({ next, email }: { next: string; email: string }) {
  const form = useForm<SignUp>({
    resolver,
    defaultValues: { name: "", email, password: "" },
  });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<Problem | null>(null);
  const [signingIn, setSigningIn] = useState(false);
  const { run, pending, error } = useAction(signUpAction, { form, quiet: true });
  const { name, email: address, password } = form.watch();

  async function submit(input: SignUp) {
    setFailure(null);
    const made = await run({ ...input, next });
    if (!made.ok) return;
    if (made.data === "mailed") return setSentTo(input.email);
    setSigningIn(true);
    const signedIn = await signInHere(input);
    if (signedIn.ok) return window.location.assign(next);
    setSigningIn(false);
    setFailure({ message: "Your account is ready.", remedy: signedIn.message });
  }

  if (sentTo !== null) {
    return (
      <MailSent help="No e-mail after a few minutes? Check your spam folder and the address.">
        Check your e-mail: a message to <span className="font-medium">{sentTo}</span> is on its way. Its link
        works once and expires in 24 hours.
      </MailSent>
    );
  }
  const formError = error && !error.fieldErrors ? error : null;
  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      <ActionErrorPanel error={failure ?? formError} />
      <TextField control={form.control} name="name" label="Your name" autoComplete="name" autoFocus />
      <TextField
        control={form.control}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={email !== ""}
      />
      <PasswordField
        control={form.control}
        name="password"
        label="Password"
        autoComplete="new-password"
        help={<PasswordStrengthMeter password={password} email={address} name={name} />}
      />
      <Button type="submit" pending={pending || signingIn}>
        Create account
      </Button>
    </FormShell>
  );
}
