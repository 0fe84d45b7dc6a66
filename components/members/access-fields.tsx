"use client";

import { type FieldValues, useController } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field";
import { FormField } from "@/components/patterns/form-field";
import { OptionSelect } from "@/components/patterns/option-select";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { WORKSPACE_ROLE_LABELS, WORKSPACE_ROLES } from "@/lib/members/roles";

export type WorkspaceChoice = { id: string; name: string };
type Access = { workspaceId: string; role: WorkspaceRole }[];

const NONE = { value: "none", label: "No role" } as const;
const CHOICES = [NONE, ...WORKSPACE_ROLES.map((value) => ({ value, ...WORKSPACE_ROLE_LABELS[value] }))];

type Props<V extends FieldValues> = Omit<FormFieldProps<V>, "label"> & {
  label?: string;
  workspaces: readonly WorkspaceChoice[];
};

/** A role for each workspace, or none. */
export function AccessFields<V extends FieldValues>({
  workspaces,
  label = "Workspaces",
  ...field
}: Props<V>) {
  const { field: input } = useController({ control: field.control, name: field.name });
  const access: Access = input.value ?? [];
  function choose(workspaceId: string, role: (typeof CHOICES)[number]["value"]) {
    const others = access.filter((one) => one.workspaceId !== workspaceId);
    input.onChange(role === "none" ? others : [...others, { workspaceId, role }]);
  }
  return (
    <FormField {...field} label={label} layout="group">
      {(_input, aria) => (
        // biome-ignore lint/a11y/useSemanticElements: the field around it draws its label
        <div
          role="group"
          aria-labelledby={aria["aria-labelledby"]}
          className="max-h-64 overflow-y-auto rounded-md border"
        >
          {workspaces.map(({ id, name }) => (
            <div
              key={id}
              className="flex items-center gap-x-3 gap-y-1 border-b px-3 py-1.5 last:border-0 max-sm:flex-col max-sm:items-stretch"
            >
              <span className="min-w-0 truncate text-sm sm:flex-1">{name}</span>
              <OptionSelect
                aria-label={`Role in ${name}`}
                className="sm:w-44"
                options={CHOICES}
                value={access.find((one) => one.workspaceId === id)?.role ?? "none"}
                onChange={(role) => choose(id, role)}
              />
            </div>
          ))}
        </div>
      )}
    </FormField>
  );
}
