"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { z } from "zod";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { CheckboxField } from "@/components/patterns/toggle-fields";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionResult, WorkspaceScope } from "@/lib/action";
import { teamKey } from "@/lib/teams/names";
import { createTeamInput, TEAM_ALIASES_MAX, TEAM_NAME_CHARS_MAX } from "@/lib/teams/schema";

/** The form holds other names as text, one per line. */
const shape = z.object({
  name: createTeamInput.shape.name,
  aliases: z
    .string()
    .transform((text) => text.split("\n").filter((line) => line.trim() !== ""))
    .refine((lines) => lines.length <= TEAM_ALIASES_MAX, `Enter at most ${TEAM_ALIASES_MAX} other names.`)
    .refine(
      (lines) => lines.every((line) => line.trim().length <= TEAM_NAME_CHARS_MAX),
      `Each name can have at most ${TEAM_NAME_CHARS_MAX} characters.`,
    ),
  keepName: z.boolean(),
});

type Typed = z.input<typeof shape>;
type Read = z.output<typeof shape>;

type Props<T> = {
  /** Null for a new team. */
  team: { name: string; aliases: readonly string[] } | null;
  save: (scope: WorkspaceScope, input: Read) => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  onCancel: () => void;
};

export function TeamForm<T>({ team, save, onDone, onCancel }: Props<T>) {
  const scope = useScope();
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(shape),
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
      <FormActions submit={team ? "Save team" : "Create team"} pending={pending} onCancel={onCancel} />
    </FormShell>
  );
}
