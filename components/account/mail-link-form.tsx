"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import { emailSchema } from "@/lib/auth/email";

const entered = z.object({ email: emailSchema });

type Props = {
  /** What the address is filled with. */
  email?: string;
  label: string;
  autoComplete: "username" | "email";
  submit: string;
  request: (email: string) => Promise<ActionResult<void>>;
  /** Replaces the form once the link was requested. `again` shows the form again. */
  sent: (email: string, again: () => void) => ReactNode;
};

/** Requests a link that is sent to an e-mail address. */
export function MailLinkForm({ email = "", label, autoComplete, submit, request, sent }: Props) {
  const form = useForm({ resolver: zodResolver(entered), defaultValues: { email } });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, error } = useAction(request, { quiet: true });

  if (sentTo !== null) return sent(sentTo, () => setSentTo(null));
  return (
    <FormShell
      form={form}
      onSubmit={async (input) => {
        if ((await run(input.email)).ok) setSentTo(input.email);
      }}
      warnUnsaved={false}
    >
      <ActionErrorPanel error={error} />
      <TextField
        control={form.control}
        name="email"
        label={label}
        type="email"
        inputMode="email"
        autoComplete={autoComplete}
        autoFocus
      />
      <Button type="submit" pending={pending} className="max-sm:h-10">
        {submit}
      </Button>
    </FormShell>
  );
}
