"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import type { WorkspaceMemberRow } from "@/components/members/member-row";
import { WORKSPACE_ROLE_OPTIONS } from "@/components/members/role-options";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { changeWorkspaceRoleAction } from "@/lib/members/actions";
import type { changeWorkspaceRoleInput } from "@/lib/members/schema";

type Props = { member: WorkspaceMemberRow; onClose: () => void };

/** Changes the role of someone in this workspace. */
export function WorkspaceRoleDialog({ member, onClose }: Props) {
  const scope = useScope();
  const { accountId, role } = member;
  const form = useForm<z.output<typeof changeWorkspaceRoleInput>>({ defaultValues: { accountId, role } });
  const { run, pending } = useAction(changeWorkspaceRoleAction, { success: "Role changed", onDone: onClose });
  return (
    <TitledDialog title={`Change role of ${member.name}`} onClose={onClose}>
      <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
        <RadioField control={form.control} name="role" label="Role" options={WORKSPACE_ROLE_OPTIONS} />
        <DialogFoot onCancel={onClose} verb="Change role" pending={pending} />
      </FormShell>
    </TitledDialog>
  );
}
