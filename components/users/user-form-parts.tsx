"use client";

import type { Control } from "react-hook-form";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { FieldLegend, FieldSet } from "@/components/ui/field";
import { ProfileInput } from "@/components/users/profile-input";
import { USER_ROLE_CHOICES } from "@/components/users/roles";
import type { ProfileField } from "@/lib/sync/types";
import type { UserInput } from "@/lib/users/schema";

/** The sync that owns the user, and the profile fields that it fills. */
export type Owner = { name: string; fieldIds: readonly number[] } | null;

type FormControl = Control<UserInput, unknown, UserInput>;
type Props = { control: FormControl; fields: readonly ProfileField[]; owner: Owner };

/** The parts that adding and editing a user share. */
export function UserFormParts({ control, fields, owner }: Props) {
  const contact = owner ? `From ${owner.name}` : undefined;
  return (
    <>
      <FieldSet>
        <FieldLegend>Contact</FieldLegend>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField control={control} name="firstName" label="First name" optional help={contact} />
          <TextField control={control} name="lastName" label="Last name" optional help={contact} />
          <TextField
            control={control}
            name="email"
            label="E-mail"
            type="email"
            autoComplete="off"
            help={contact ?? "Each address belongs to one user of the workspace."}
          />
          <TextField control={control} name="mobile" label="Mobile" type="tel" optional help={contact} />
        </div>
      </FieldSet>
      <SelectField control={control} name="role" label="Role" options={USER_ROLE_CHOICES} />
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
                help={owner?.fieldIds.includes(field.id) ? contact : undefined}
              />
            ))}
          </div>
        </FieldSet>
      ) : null}
    </>
  );
}
