"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { ROLE_OPTIONS } from "@/components/members/role-options";
import { Copyable } from "@/components/patterns/copyable";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { inviteMemberAction } from "@/lib/members/actions";
import type { inviteMemberInput } from "@/lib/members/schema";

const resolver = lazyResolver(async () => (await import("@/lib/members/schema")).inviteMemberInput);

type Input = z.output<typeof inviteMemberInput>;
type Invited = { link: string; email: string; mailed: boolean };

/** The button to invite a member and its dialog: first the form, then the link. `sends`: the invitation is mailed too. */
export function InviteMember({ sends }: { sends: boolean }) {
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setInvited(null);
  }

  return (
    <>
      <Button onClick={() => change(true)}>
        <UserPlus aria-hidden="true" />
        Invite a member
      </Button>
      {invited ? (
        <TitledDialog
          title={
            invited.mailed ? `Invitation sent to ${invited.email}` : `Send this link to ${invited.email}`
          }
          description={
            invited.mailed
              ? `If the e-mail doesn't arrive, send them this link. It is shown only once and asks them to verify their address. The invitation can be accepted once and expires in 3 days.`
              : `It is shown only once. Anyone who signs in as ${invited.email} can use it once. It expires in 3 days.`
          }
          open={open}
          onClose={() => change(false)}
        >
          <Copyable value={invited.link} label="Copy link" mono />
          <DialogFooter>
            <Button onClick={() => change(false)}>Done</Button>
          </DialogFooter>
        </TitledDialog>
      ) : (
        <TitledDialog
          title="Invite a member"
          description={
            sends
              ? "They get an e-mail with a link. It works once, only for this address, and expires in 3 days."
              : "You get a link to send to them. It works once, only for this address, and expires in 3 days."
          }
          open={open}
          onClose={() => change(false)}
        >
          <InviteForm sends={sends} onInvited={setInvited} />
        </TitledDialog>
      )}
    </>
  );
}

type FormProps = { sends: boolean; onInvited: (invited: Invited) => void };

function InviteForm({ sends, onInvited }: FormProps) {
  const scope = useScope();
  const form = useForm<Input>({
    resolver,
    defaultValues: { email: "", role: "admin" },
  });
  const { run, pending } = useAction(inviteMemberAction, { form, onDone: onInvited });
  return (
    <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
      <TextField control={form.control} name="email" label="E-mail" type="email" autoFocus />
      <RadioField control={form.control} name="role" label="Role" options={ROLE_OPTIONS} />
      <DialogFooter>
        <Button type="submit" pending={pending}>
          {sends ? "Send invitation" : "Create link"}
        </Button>
      </DialogFooter>
    </FormShell>
  );
}
