"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { MailSent } from "@/components/account/mail-sent";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import { forgotPasswordSchema } from "@/lib/auth/schema";

type Input = { email: string };
type Props = {
  email: string;
  /** This installation has a mail server. */
  sends: boolean;
  request: (input: Input) => Promise<ActionResult<void>>;
};

/** Requests a link to set a new password. The answer is the same for every address. */
export function ForgotPasswordForm({ email, sends, request }: Props) {
  const form = useForm<Input>({ resolver: zodResolver(forgotPasswordSchema), defaultValues: { email } });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, error } = useAction(request, { quiet: true });

  async function submit(input: Input) {
    if ((await run(input)).ok) setSentTo(input.email);
  }

  if (sentTo !== null && !sends) {
    return (
      <p role="status" className="wrap-anywhere text-pretty">
        If there is an account with <span className="font-medium">{sentTo}</span>, its link is stored on the
        server for 30 minutes. Ask your IT team for it.
      </p>
    );
  }
  if (sentTo !== null) {
    return (
      <MailSent help="No mail after a few minutes? Check your spam folder and the address.">
        If there is an account with <span className="font-medium">{sentTo}</span>, a link is on its way. It
        works once and expires in 30 minutes.
      </MailSent>
    );
  }
  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      <ActionErrorPanel error={error} />
      <TextField
        control={form.control}
        name="email"
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus
      />
      <Button type="submit" pending={pending} className="max-sm:h-10">
        {sends ? "Send link" : "Request link"}
      </Button>
    </FormShell>
  );
}
