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

/** The button to invite a member and its dialog: first the form, then the link. `sends`: the invitation is mailed too. */
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
          <InvitationLink invited={invited} onDone={() => change(false)} />
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
            ? "They get a mail with a link. It works once, only for this address, and expires in 3 days."
            : "You get a link to send to them. It works once, only for this address, and expires in 3 days."}
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

function InvitationLink({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          {invited.mailed ? `Invitation sent to ${invited.email}` : `Send this link to ${invited.email}`}
        </DialogTitle>
        <DialogDescription>
          {invited.mailed
            ? `If the mail doesn't arrive, send them this link. It is shown only once and asks them to verify their address. The invitation can be accepted once and expires in 3 days.`
            : `It is shown only once. Anyone who signs in as ${invited.email} can use it once. It expires in 3 days.`}
        </DialogDescription>
      </DialogHeader>
      <Copyable value={invited.link} label="Copy link" mono />
      <DialogFooter>
        <Button onClick={onDone}>Done</Button>
      </DialogFooter>
    </>
  );
}
