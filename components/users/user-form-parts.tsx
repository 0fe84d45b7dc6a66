"use client";

import type { Control } from "react-hook-form";
import { ProfileInput } from "@/components/fields/profile-input";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { FieldLegend, FieldSet } from "@/components/ui/field";
import { TeamInputs } from "@/components/users/team-inputs";
import type { ProfileField } from "@/lib/model/field";
import type { TeamName } from "@/lib/teams/store";
import type { UserTeam } from "@/lib/teams/views";
import { USER_ROLE_CHOICES } from "@/lib/users/roles";
import type { UserInput } from "@/lib/users/schema";

/** The sync that owns the user, the profile fields that it fills, and the columns that its file does not have. */
export type Owner = {
  name: string;
  fieldIds: readonly number[];
  missing: readonly ("firstName" | "lastName" | "mobile")[];
} | null;

type FormControl = Control<UserInput, unknown, UserInput>;
type Props = {
  control: FormControl;
  fields: readonly ProfileField[];
  owner: Owner;
  /** The workspace's teams, and the user's own; only the file removes the ones it added. */
  teams: readonly TeamName[];
  given?: readonly UserTeam[];
};

/** The form fields shared by adding and editing a user. */
export function UserFormParts({ control, fields, owner, teams, given = [] }: Props) {
  const rewritten = (label: string) =>
    owner ? `Filled by “${owner.name}”: its next run overwrites ${label}.` : undefined;
  const part = (name: "firstName" | "lastName" | "mobile", label: string) =>
    owner?.missing.includes(name) ? "Not in the file, so it stays as you set it." : rewritten(label);
  return (
    <>
      <FieldSet>
        <FieldLegend>Contact</FieldLegend>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            control={control}
            name="firstName"
            label="First name"
            optional
            help={part("firstName", "First name")}
          />
          <TextField
            control={control}
            name="lastName"
            label="Last name"
            optional
            help={part("lastName", "Last name")}
          />
          <TextField
            control={control}
            name="email"
            label="E-mail"
            type="email"
            autoComplete="off"
            help={rewritten("E-mail") ?? "Each address can belong to only one user in the workspace."}
          />
          <TextField
            control={control}
            name="mobile"
            label="Mobile"
            type="tel"
            optional
            help={part("mobile", "Mobile")}
          />
        </div>
      </FieldSet>
      <SelectField
        control={control}
        name="role"
        label="Role"
        options={USER_ROLE_CHOICES}
        help="Set only here. Syncs never change it."
      />
      {fields.length > 0 ? (
        <FieldSet>
          <FieldLegend>Profile fields</FieldLegend>
          <div className="grid gap-4 sm:grid-cols-2">
            {fields.map((field) => (
              <ProfileInput
                key={field.id}
                field={field}
                control={control}
                name={`fields.${field.id}`}
                help={owner?.fieldIds.includes(field.id) ? rewritten(field.label) : undefined}
              />
            ))}
          </div>
        </FieldSet>
      ) : null}
      {teams.length > 0 ? <TeamInputs control={control} teams={teams} given={given} /> : null}
    </>
  );
}
