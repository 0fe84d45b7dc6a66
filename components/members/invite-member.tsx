"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { ROLE_OPTIONS } from "@/components/members/role-options";
import { Copyable } from "@/components/patterns/copyable";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import type { ActionResult, OrgScope } from "@/lib/action";
import { inviteMemberSchema } from "@/lib/members/schema";

type Input = z.output<typeof inviteMemberSchema>;
type Invited = { link: string; email: string; mailed: boolean };
type Invite = (scope: OrgScope, input: Input) => Promise<ActionResult<Invited>>;

/** The button that invites someone, and what it opens: first the form, then the link to hand over. `sends`: by mail, too. */
export function InviteMember({ invite, sends }: { invite: Invite; sends: boolean }) {
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setInvited(null);
  }

  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden="true" />
          Invite a member
        </Button>
      </DialogTrigger>
      <DialogContent>
        {invited ? (
          <Handover invited={invited} onDone={() => change(false)} />
        ) : (
          <InviteForm invite={invite} sends={sends} onInvited={setInvited} />
        )}
      </DialogContent>
    </Dialog>
  );
}

type FormProps = { invite: Invite; sends: boolean; onInvited: (invited: Invited) => void };

function InviteForm({ invite, sends, onInvited }: FormProps) {
  const scope = useScope();
  const form = useForm<Input>({
    resolver: zodResolver(inviteMemberSchema),
    defaultValues: { email: "", role: "admin" },
  });
  const { run, pending } = useAction(invite, { form, onDone: onInvited });
  return (
    <>
      <DialogHeader>
        <DialogTitle>Invite a member</DialogTitle>
        <DialogDescription>
          {sends
            ? "They get a mail with a link. It works once, for this address, for three days."
            : "You get a link to send them yourself. It works once, for this address, for three days."}
        </DialogDescription>
      </DialogHeader>
      <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
        <TextField control={form.control} name="email" label="E-mail" type="email" autoFocus />
        <RadioField control={form.control} name="role" label="Role" options={ROLE_OPTIONS} />
        <DialogFooter>
          <Button type="submit" pending={pending}>
            {sends ? "Send invitation" : "Create link"}
          </Button>
        </DialogFooter>
      </FormShell>
    </>
  );
}

function Handover({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          {invited.mailed ? `Invitation sent to ${invited.email}` : `Send this link to ${invited.email}`}
        </DialogTitle>
        <DialogDescription>
          {invited.mailed
            ? `If the mail does not arrive, send them this link: it is shown only now, and asks ${invited.email} to verify that address. Either link works once, within three days.`
            : `It is shown only now. Whoever signs in as ${invited.email} can use it once, within three days.`}
        </DialogDescription>
      </DialogHeader>
      <Copyable value={invited.link} label="Copy link" mono />
      <DialogFooter>
        <Button onClick={onDone}>Done</Button>
      </DialogFooter>
    </>
  );
}
