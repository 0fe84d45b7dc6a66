"use client";

import { useForm, useWatch } from "react-hook-form";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { CheckboxField } from "@/components/patterns/toggle-fields";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ReadTeam, TypedTeam } from "@/components/teams/team-shape";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import { teamKey } from "@/lib/teams/names";

const resolver = lazyResolver(async () => (await import("@/components/teams/team-shape")).teamShape);

type Props<T> = {
  /** Null for a new team. */
  team: { name: string; aliases: readonly string[] } | null;
  save: (scope: WorkspaceScope, input: ReadTeam) => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  onCancel: () => void;
};

export function TeamForm<T>({ team, save, onDone, onCancel }: Props<T>) {
  const scope = useScope();
  const form = useForm<TypedTeam, unknown, ReadTeam>({
    resolver,
    defaultValues: { name: team?.name ?? "", aliases: team?.aliases.join("\n") ?? "", keepName: true },
  });
  const { run, pending } = useAction(save, { form, onDone });
  const name = useWatch({ control: form.control, name: "name" });
  const isRenamed = team !== null && teamKey(name) !== "" && teamKey(name) !== teamKey(team.name);
  return (
    <FormShell form={form} onSubmit={(values) => run(scope, values)} warnUnsaved={false}>
      <TextField control={form.control} name="name" label="Name" autoComplete="off" />
      {isRenamed ? (
        <CheckboxField
          control={form.control}
          name="keepName"
          label={`Keep “${team.name}” as another name in files`}
          help="Otherwise the next file with the old name creates a new team."
        />
      ) : null}
      <TextField
        control={form.control}
        name="aliases"
        label="Other names in files"
        optional
        multiline
        rows={3}
        help="One per line. These names in a file also mean this team."
      />
      <DialogFoot onCancel={onCancel} verb={team ? "Save team" : "Create team"} pending={pending} />
    </FormShell>
  );
}
