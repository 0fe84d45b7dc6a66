"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { BulkDialog } from "@/components/users/bulk/bulk-dialog";
import { LeftAloneNote } from "@/components/users/bulk/left-alone-note";
import { useStanding } from "@/components/users/bulk/use-standing";
import { ProfileInput } from "@/components/users/profile-input";
import type { BulkActions } from "@/components/users/types";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import { type BulkStanding, leftAlone } from "@/lib/users/bulk/standing";

type Props = {
  userIds: readonly number[];
  fields: readonly ProfileField[];
  setField: NonNullable<BulkActions["setField"]>;
  describe: BulkActions["describe"];
  onClose: () => void;
};

/** Gives one profile field of the ticked users one value. */
export function FieldDialog({ userIds, fields, setField, describe, onClose }: Props) {
  const standing = useStanding(describe, userIds);
  const [fieldId, setFieldId] = useState("");
  const field = fields.find(({ id }) => String(id) === fieldId);
  return (
    <BulkDialog
      title={`Set a field of ${plural(userIds.length, "user")}`}
      description="They all get the same value. Each change stands in the user's history."
      onClose={onClose}
    >
      <div className="grid gap-1.5">
        <Label htmlFor="bulk-field">Profile field</Label>
        <Select value={fieldId} onValueChange={(next) => next !== "" && setFieldId(next)}>
          <SelectTrigger id="bulk-field">
            <SelectValue placeholder="Choose">{field?.label}</SelectValue>
          </SelectTrigger>
          <SelectContent>
            {fields.map(({ id, label }) => (
              <SelectItem key={id} value={String(id)}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      {field ? (
        <ValueForm
          key={field.id}
          field={field}
          standing={standing}
          userIds={userIds}
          setField={setField}
          onClose={onClose}
        />
      ) : null}
    </BulkDialog>
  );
}

type FormProps = Pick<Props, "userIds" | "setField" | "onClose"> & {
  field: ProfileField;
  standing: BulkStanding | null;
};

function ValueForm({ field, standing, userIds, setField, onClose }: FormProps) {
  const scope = useScope();
  const form = useForm<{ value: string | string[] }>({
    defaultValues: { value: field.type === "multiple_choice" ? [] : "" },
  });
  const { run, pending } = useAction(setField, {
    form,
    success: ({ changed, left }) =>
      `${field.label} set for ${plural(changed, "user")}${left > 0 ? `, ${plural(left, "user")} left alone` : ""}`,
    onDone: onClose,
  });
  const owners = standing ? leftAlone(standing, field.id) : [];
  const free = (standing?.total ?? userIds.length) - owners.reduce((sum, { users }) => sum + users, 0);
  return (
    <FormShell
      form={form}
      warnUnsaved={false}
      onSubmit={({ value }) => run(scope, { userIds: [...userIds], fieldId: field.id, value })}
    >
      <ProfileInput
        field={field}
        control={form.control}
        name="value"
        inDialog
        help="Leave it empty to clear the field."
      />
      {standing ? (
        <LeftAloneNote
          owners={owners}
          total={standing.total}
          why={`Their ${field.label} follows the file.`}
        />
      ) : null}
      <FormActions submit={`Set for ${plural(free, "user")}`} pending={pending} onCancel={onClose} />
    </FormShell>
  );
}
