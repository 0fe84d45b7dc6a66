"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import type { Invited } from "@/components/members/invited-dialog";
import { WORKSPACE_ROLE_OPTIONS } from "@/components/members/role-options";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { RadioField } from "@/components/patterns/radio-field";
import { TextField } from "@/components/patterns/text-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { inviteToWorkspaceAction } from "@/lib/members/actions";
import type { inviteToWorkspaceInput } from "@/lib/members/schema";

const resolver = lazyResolver(async () => (await import("@/lib/members/schema")).inviteToWorkspaceInput);

type Props = {
  sends: boolean;
  /** With null for someone who was a member already and has access now. */
  onInvited: (invited: Invited | null) => void;
  onClose: () => void;
};

/** Invites an address to this workspace. */
export function InviteToWorkspaceForm({ sends, onInvited, onClose }: Props) {
  const scope = useScope();
  const form = useForm<z.output<typeof inviteToWorkspaceInput>>({
    resolver,
    defaultValues: { email: "", role: "admin" },
  });
  const { run, pending } = useAction(inviteToWorkspaceAction, {
    form,
    onDone: ({ email, invitation }) => {
      if (!invitation) toast.success(`${email} has access now`);
      onInvited(invitation && { email, ...invitation });
    },
  });
  return (
    <TitledDialog
      title="Invite to workspace"
      description="They can open this workspace and no other. Members of the organization get access immediately, anyone else an invitation that expires in 3 days."
      onClose={onClose}
    >
      <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
        <TextField control={form.control} name="email" label="E-mail" type="email" autoFocus />
        <RadioField control={form.control} name="role" label="Role" options={WORKSPACE_ROLE_OPTIONS} />
        <DialogFoot onCancel={onClose} verb={sends ? "Send invitation" : "Create link"} pending={pending} />
      </FormShell>
    </TitledDialog>
  );
}
