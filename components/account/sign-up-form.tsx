"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInHere } from "@/components/account/auth-client";
import { PasswordStrengthMeter } from "@/components/account/password-strength";
import { FormShell } from "@/components/patterns/form-shell";
import { PasswordField } from "@/components/patterns/password-field";
import { TextField } from "@/components/patterns/text-field";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ActionError, ActionResult } from "@/lib/action";
import { type SignUp, signUpSchema } from "@/lib/auth/schema";

type Props = {
  next: string;
  email: string;
  signUp: (input: SignUp) => Promise<ActionResult<{ id: string }>>;
};

/** Opens an account, signs this browser in with it and goes on to `next`. */
export function SignUpForm({ next, email, signUp }: Props) {
  const form = useForm<SignUp>({
    resolver: zodResolver(signUpSchema),
    defaultValues: { name: "", email, password: "" },
  });
  const [error, setError] = useState<Pick<ActionError, "message" | "remedy"> | null>(null);
  const [pending, setPending] = useState(false);
  const typed = form.watch();

  async function submit(input: SignUp) {
    setPending(true);
    setError(null);
    const made = await signUp(input);
    if (!made.ok) return refuse(made.error);
    const signedIn = await signInHere(input);
    if (!signedIn.ok) return refuse({ message: "Your account is ready.", remedy: signedIn.message });
    window.location.assign(next);
  }

  function refuse(refusal: Pick<ActionError, "message" | "remedy" | "fieldErrors">) {
    setPending(false);
    const fields = Object.entries(refusal.fieldErrors ?? {});
    for (const [name, message] of fields) {
      if (name === "name" || name === "email" || name === "password") form.setError(name, { message });
    }
    if (fields.length === 0) setError(refusal);
  }

  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      {error && (
        <Alert tone="danger" role="alert">
          <AlertTitle>{error.message}</AlertTitle>
          {error.remedy && <AlertDescription>{error.remedy}</AlertDescription>}
        </Alert>
      )}
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
        help={<PasswordStrengthMeter {...typed} />}
      />
      <Button type="submit" pending={pending}>
        Create account
      </Button>
    </FormShell>
  );
}
