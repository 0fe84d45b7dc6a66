"use client";

import { type ReactNode, useState } from "react";
import { PlainButton, PlainEmail, PlainError } from "@/components/patterns/plain-fields";
import { PlainForm, usePlainForm } from "@/components/patterns/plain-form";
import { useAction } from "@/components/patterns/use-action";
import type { ActionError, ActionResult } from "@/lib/action";
import { type EmailFault, emailFault, normalEmail } from "@/lib/auth/read-email";

type Props = {
  /** The initial address. */
  email?: string;
  label: string;
  autoComplete: "username" | "email";
  submit: string;
  request: (email: string) => Promise<ActionResult<void>>;
  /** Replaces the form after the request. `again` shows the form again. */
  sent: (email: string, again: () => void) => ReactNode;
  /** What can be wrong with an address. */
  faults: Readonly<Record<EmailFault, string>>;
  /** For a page that is not in English. */
  unreachable?: ActionError;
};

/** Requests a link by mail. */
export function MailLinkForm({
  email = "",
  label,
  autoComplete,
  submit,
  request,
  sent,
  faults,
  unreachable,
}: Props) {
  const check = (text: string) => {
    const fault = emailFault(text);
    return fault && faults[fault];
  };
  const [typed, setTyped] = useState(email);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, error } = useAction(request, { quiet: true, unreachable });
  const form = usePlainForm([{ name: "email", check }], async (read) => {
    const address = normalEmail(read("email"));
    if (address === null) return;
    setTyped(read("email"));
    if ((await run(address)).ok) setSentTo(address);
  });

  if (sentTo !== null) return sent(sentTo, () => setSentTo(null));
  return (
    <PlainForm form={form}>
      <PlainError error={error} />
      <PlainEmail
        form={form}
        name="email"
        label={label}
        inputMode="email"
        autoComplete={autoComplete}
        defaultValue={typed}
        autoFocus
      />
      <PlainButton pending={pending} className="max-sm:h-10">
        {submit}
      </PlainButton>
    </PlainForm>
  );
}
