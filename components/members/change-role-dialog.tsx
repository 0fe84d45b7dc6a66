"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import type { MemberRow } from "@/components/members/member-row";
import { ROLE_OPTIONS } from "@/components/members/role-options";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { changeRoleAction } from "@/lib/members/actions";
import type { changeRoleInput } from "@/lib/members/schema";

type Props = { member: MemberRow; onClose: () => void };

/** Changes the role of a member. */
export function ChangeRoleDialog({ member, onClose }: Props) {
  const scope = useScope();
  const form = useForm<z.output<typeof changeRoleInput>>({
    defaultValues: { memberId: member.id, role: member.role },
  });
  const { run, pending } = useAction(changeRoleAction, { success: "Role changed", onDone: onClose });

  return (
    <TitledDialog title={`Change role of ${member.name}`} onClose={onClose}>
      <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
        <RadioField
          control={form.control}
          name="role"
          label="Role"
          options={
            member.workspaces.length > 0
              ? ROLE_OPTIONS
              : ROLE_OPTIONS.filter(({ value }) => value !== "guest")
          }
        />
        <DialogFoot onCancel={onClose} verb="Change role" pending={pending} />
      </FormShell>
    </TitledDialog>
  );
}
