"use client";

import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { Hint } from "@/components/patterns/hint";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionResult, OrgScope } from "@/lib/action";
import type { CreateWorkspaceInput } from "@/lib/workspaces/schema";
import { slugOf } from "@/lib/workspaces/slug-of";

const resolver = lazyResolver(async () => (await import("@/lib/workspaces/schema")).createWorkspaceInput);

type Props<T> = {
  initial: CreateWorkspaceInput | null;
  save: (scope: OrgScope, input: CreateWorkspaceInput) => Promise<ActionResult<T>>;
  submit: string;
  onDone: (data: T, values: CreateWorkspaceInput) => void;
  onCancel: () => void;
};

/** Name and address of a workspace. The address of a new one follows the name until someone edits it. */
export function WorkspaceForm<T>({ initial, save, submit, onDone, onCancel }: Props<T>) {
  const { org } = useScope();
  const form = useForm<CreateWorkspaceInput>({
    resolver,
    defaultValues: initial ?? { name: "", slug: "" },
  });
  const { run, pending } = useAction(save, { form, onDone: (data) => onDone(data, form.getValues()) });
  const name = form.watch("name");
  const { isSubmitted, dirtyFields } = form.formState;
  const follows = initial === null && !dirtyFields.slug;
  useEffect(() => {
    if (follows) form.setValue("slug", slugOf(name), { shouldValidate: isSubmitted });
  }, [follows, name, isSubmitted, form]);
  return (
    <FormShell form={form} warnUnsaved={false} onSubmit={(values) => run({ org }, values)}>
      <TextField control={form.control} name="name" label="Name" autoFocus autoComplete="off" />
      <TextField
        control={form.control}
        name="slug"
        label="URL"
        hint={
          <Hint about="URL">
            <p>
              The last part of the address, for members and for the portal of users. Lower-case letters,
              digits and hyphens.
            </p>
          </Hint>
        }
        mono
        autoComplete="off"
        spellCheck={false}
        help={
          <>
            The pages of the workspace are at{" "}
            <span className="font-mono">
              /{org}/{form.watch("slug") || "…"}
            </span>
            {initial ? ". Links to the old URL stop working." : null}
          </>
        }
      />
      <DialogFoot onCancel={onCancel} verb={submit} pending={pending} />
    </FormShell>
  );
}
