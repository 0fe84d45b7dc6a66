"use client";

import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { SelectField } from "@/components/patterns/select-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { chooseLanguageFieldAction } from "@/lib/workspaces/actions";

type Props = {
  chosen: number | null;
  /** The field that is called so; null when there is none. */
  named: string | null;
  fields: readonly { id: number; label: string }[];
};

const NAMED = "named";

/** Which profile field says the language of users. */
export function LanguageFieldForm({ chosen, named, fields }: Props) {
  const scope = useScope();
  const form = useForm({ defaultValues: { field: chosen === null ? NAMED : String(chosen) } });
  const { run, pending } = useAction(chooseLanguageFieldAction, { form, success: "Language field saved" });
  const usual = { value: NAMED, label: named === null ? "A field named “Language”" : `Automatic: ${named}` };
  return (
    <FormShell
      form={form}
      onSubmit={({ field }) => run(scope, { fieldId: field === NAMED ? null : Number(field) })}
      className="max-w-md"
    >
      <SelectField
        control={form.control}
        name="field"
        label="Profile field with the language"
        help="Text and single choice fields can be used. Values such as Finnish, suomi or fi are understood; other users see the language of their browser."
        options={[usual, ...fields.map(({ id, label }) => ({ value: String(id), label }))]}
      />
      <div>
        <Button type="submit" pending={pending}>
          Save language field
        </Button>
      </div>
    </FormShell>
  );
}
