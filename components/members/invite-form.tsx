"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import { AccessFields, type WorkspaceChoice } from "@/components/members/access-fields";
import type { Invited } from "@/components/members/invited-dialog";
import { ROLE_OPTIONS } from "@/components/members/role-options";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { inviteMemberAction } from "@/lib/members/actions";
import type { inviteMemberInput } from "@/lib/members/schema";

const resolver = lazyResolver(async () => (await import("@/lib/members/schema")).inviteMemberInput);

type Props = {
  sends: boolean;
  workspaces: readonly WorkspaceChoice[];
  onInvited: (invited: Invited) => void;
  onClose: () => void;
};

/** Invites an address to the organization, or as a guest to some of its workspaces. */
export function InviteForm({ sends, workspaces, onInvited, onClose }: Props) {
  const scope = useScope();
  const form = useForm<z.output<typeof inviteMemberInput>>({
    resolver,
    defaultValues: { email: "", role: "admin", workspaces: [] },
  });
  const { run, pending } = useAction(inviteMemberAction, { form, onDone: onInvited });
  const asGuest = form.watch("role") === "guest";
  return (
    <TitledDialog
      title="Invite a member"
      description={
        sends
          ? "They get an e-mail with a link. It works once, only for this address, and expires in 3 days."
          : "You get a link to send to them. It works once, only for this address, and expires in 3 days."
      }
      onClose={onClose}
    >
      <FormShell
        form={form}
        onSubmit={(input) => run(scope, { ...input, workspaces: asGuest ? input.workspaces : [] })}
        warnUnsaved={false}
      >
        <TextField control={form.control} name="email" label="E-mail" type="email" autoFocus />
        <RadioField
          control={form.control}
          name="role"
          label="Role"
          options={
            workspaces.length > 0 ? ROLE_OPTIONS : ROLE_OPTIONS.filter(({ value }) => value !== "guest")
          }
        />
        {asGuest ? <AccessFields control={form.control} name="workspaces" workspaces={workspaces} /> : null}
        <DialogFoot onCancel={onClose} verb={sends ? "Send invitation" : "Create link"} pending={pending} />
      </FormShell>
    </TitledDialog>
  );
}
