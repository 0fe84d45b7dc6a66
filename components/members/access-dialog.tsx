"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import { AccessFields, type WorkspaceChoice } from "@/components/members/access-fields";
import type { MemberRow } from "@/components/members/member-row";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { setMemberAccessAction } from "@/lib/members/actions";
import type { setMemberAccessInput } from "@/lib/members/schema";

type Props = { member: MemberRow; workspaces: readonly WorkspaceChoice[]; onClose: () => void };

/** Sets the roles of a member in single workspaces. */
export function AccessDialog({ member, workspaces, onClose }: Props) {
  const scope = useScope();
  const form = useForm<z.output<typeof setMemberAccessInput>>({
    defaultValues: {
      memberId: member.id,
      workspaces: member.workspaces.map(({ workspaceId, role }) => ({ workspaceId, role })),
    },
  });
  const { run, pending } = useAction(setMemberAccessAction, {
    form,
    success: "Workspace access saved",
    onDone: onClose,
  });
  return (
    <TitledDialog
      title={`Workspace access of ${member.name}`}
      description={
        member.role === "guest"
          ? "A guest can open these workspaces and nothing else. Changes apply immediately."
          : "These roles come on top of the role in the organization. Changes apply immediately."
      }
      onClose={onClose}
    >
      <FormShell form={form} onSubmit={(input) => run(scope, input)} warnUnsaved={false}>
        <AccessFields control={form.control} name="workspaces" workspaces={workspaces} />
        <DialogFoot onCancel={onClose} verb="Save workspace access" pending={pending} />
      </FormShell>
    </TitledDialog>
  );
}
