"use client";

import { useId } from "react";
import { OptionSelect } from "@/components/patterns/option-select";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { ActionError } from "@/lib/action";

/** The workspace that a file is for: the slug of one of `workspaces`, or "" for a new one with this name. */
export type WorkspaceChoice = {
  workspaces: readonly { name: string; slug: string }[];
  slug: string;
  name: string;
  canCreate: boolean;
};

const NEW = "+";

export function isNewWorkspace({ slug }: WorkspaceChoice): boolean {
  return slug === "";
}

type Props = {
  choice: WorkspaceChoice;
  onChange: (choice: WorkspaceChoice) => void;
  error: ActionError | null;
};

/** Chooses a workspace, or names a new one. */
export function WorkspaceFields({ choice, onChange, error }: Props) {
  const id = useId();
  const { workspaces, slug, name, canCreate } = choice;
  const options = [
    ...workspaces.map((one) => ({ value: one.slug, label: one.name })),
    ...(canCreate ? [{ value: NEW, label: "A new workspace" }] : []),
  ];
  const fault = error ? (Object.values(error.fieldErrors ?? {})[0] ?? error.message) : null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {workspaces.length > 0 ? (
        <div className="grid content-start gap-1.5">
          <Label htmlFor={`${id}-which`}>Workspace</Label>
          <OptionSelect
            id={`${id}-which`}
            name="workspace"
            options={options}
            value={slug === "" ? NEW : slug}
            onChange={(value) => onChange({ ...choice, slug: value === NEW ? "" : value })}
          />
        </div>
      ) : null}
      {slug === "" ? (
        <div className="grid content-start gap-1.5">
          <Label htmlFor={id}>Name of the workspace</Label>
          <Input
            id={id}
            value={name}
            maxLength={80}
            autoComplete="off"
            aria-invalid={fault ? true : undefined}
            aria-describedby={`${id}-help`}
            onChange={(event) => onChange({ ...choice, name: event.target.value })}
          />
          <p
            id={`${id}-help`}
            role={fault ? "alert" : undefined}
            className={fault ? "text-danger text-xs" : "text-muted-foreground text-xs"}
          >
            {fault ?? "The users of the file live there. You can rename it later."}
          </p>
        </div>
      ) : null}
    </div>
  );
}
