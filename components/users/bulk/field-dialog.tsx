"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProfileInput } from "@/components/fields/profile-input";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { FormShell } from "@/components/patterns/form-shell";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { sayOutcome } from "@/components/users/bulk/say-started";
import { SkippedNote } from "@/components/users/bulk/skipped-note";
import { useBulkStatus } from "@/components/users/bulk/use-bulk-status";
import type { BulkUsers } from "@/components/users/bulk/who";
import { setFieldOfManyAction } from "@/lib/bulk-edits/actions";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import { type BulkStatus, skippedBy } from "@/lib/users/bulk/bulk-status";
import { writeFieldInput } from "@/lib/users/field-input";

type Props = {
  users: BulkUsers;
  fields: readonly ProfileField[];
  onClose: () => void;
};

/** Sets one profile field of the selected users to the same value. */
export function FieldDialog({ users, fields, onClose }: Props) {
  const status = useBulkStatus(users);
  const [fieldId, setFieldId] = useState("");
  const field = fields.find(({ id }) => String(id) === fieldId);
  return (
    <TitledDialog
      title={`Set a field for ${users.label}`}
      description="They all get the same value. The change is recorded in each user's history."
      onClose={onClose}
    >
      <Field label="Profile field">
        {(control) => (
          <OptionSelect
            {...control}
            options={fields.map(({ id, label }) => ({ value: String(id), label }))}
            value={fieldId}
            onChange={setFieldId}
          />
        )}
      </Field>
      {field ? (
        <ValueForm key={field.id} field={field} status={status} users={users} onClose={onClose} />
      ) : null}
    </TitledDialog>
  );
}

type FormProps = Pick<Props, "users" | "onClose"> & {
  field: ProfileField;
  status: BulkStatus | null;
};

function ValueForm({ field, status, users, onClose }: FormProps) {
  const scope = useScope();
  const form = useForm<{ value: string | string[] }>({
    defaultValues: { value: writeFieldInput(field, null) },
  });
  const { run, pending } = useAction(setFieldOfManyAction, {
    form,
    onDone: (edit) => {
      sayOutcome(edit);
      onClose();
    },
  });
  const owners = status ? skippedBy(status, field.id) : [];
  const skipped = owners.reduce((sum, { users: each }) => sum + each, 0);
  const left = status ? status.total - skipped : null;
  const free = left === null ? users.label : plural(left, "user");
  return (
    <FormShell
      form={form}
      warnUnsaved={false}
      onSubmit={({ value }) => run(scope, { who: users.who, fieldId: field.id, value })}
    >
      <ProfileInput
        field={field}
        control={form.control}
        name="value"
        help="Leave it empty to clear the field."
      />
      {status ? (
        <SkippedNote
          owners={owners}
          total={status.total}
          why={`Their ${field.label} is filled from the file.`}
        />
      ) : null}
      <DialogFoot onCancel={onClose} verb={`Set for ${free}`} pending={pending} disabled={left === 0} />
    </FormShell>
  );
}
