"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { MailCheck } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import { emailSchema } from "@/lib/auth/email";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import type { WantedLink } from "@/lib/auth/portal/schema";

const entered = z.object({ email: emailSchema });
type Entered = z.output<typeof entered>;

type Props = {
  slugs: PortalSlugs;
  next: string;
  minutes: number;
  /** This installation has no mail server: mails go to the Outbox. */
  kept: boolean;
  request: (input: WantedLink) => Promise<ActionResult<void>>;
};

/** Requests a sign-in link. The answer is the same for every address. */
export function RequestLinkForm({ slugs, next, minutes, kept, request }: Props) {
  const form = useForm<Entered>({ resolver: zodResolver(entered), defaultValues: { email: "" } });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { run, pending, error } = useAction(request, { quiet: true });

  async function submit({ email }: Entered) {
    const result = await run({ ...slugs, email, next });
    if (result.ok) setSentTo(email);
  }

  if (sentTo !== null) {
    return (
      <div className="grid gap-4" role="status">
        <MailCheck className="size-8 text-success" aria-hidden="true" />
        <p className="wrap-anywhere text-pretty">
          If <span className="font-medium">{sentTo}</span> is a user here, a link is on its way. It works once
          and expires in {minutes} minutes.
        </p>
        <p className="text-pretty text-muted-foreground text-sm">
          {kept
            ? "This installation has no mail server. The link is in the Outbox, where an admin can copy it for you."
            : "No mail after a few minutes? Check your spam folder and the address."}
        </p>
        <Button variant="outline" onClick={() => setSentTo(null)}>
          Try again or use another address
        </Button>
      </div>
    );
  }
  return (
    <FormShell form={form} onSubmit={submit} warnUnsaved={false}>
      <ActionErrorPanel error={error} />
      <TextField
        control={form.control}
        name="email"
        label="Your e-mail address"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoFocus
      />
      <Button type="submit" pending={pending} className="max-sm:h-10">
        Send sign-in link
      </Button>
    </FormShell>
  );
}
