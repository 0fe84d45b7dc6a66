"use client";

import { useForm } from "react-hook-form";
import { FormShell } from "@/components/patterns/form-shell";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { RETENTION_LABELS } from "@/components/personal-data/retention-labels";
import { Button } from "@/components/ui/button";
import { KEPT, type Kept, RETENTION, type Retention } from "@/lib/model/retention";
import { updateRetentionAction } from "@/lib/retention/actions";

type Values = Record<Kept, string>;

/** How long each is kept, in days. */
export function RetentionForm({ days }: { days: Retention }) {
  const scope = useScope();
  const form = useForm<Values>({ defaultValues: eachOf((kept) => String(days[kept])) });
  const { run, pending } = useAction(updateRetentionAction, { form, success: "Saved" });
  return (
    <FormShell
      form={form}
      onSubmit={(values) =>
        run(
          scope,
          eachOf((kept) => Number(values[kept].trim() || Number.NaN)),
        )
      }
    >
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        {KEPT.map((kept) => (
          <TextField
            key={kept}
            control={form.control}
            name={kept}
            label={RETENTION_LABELS[kept].label}
            help={`${RETENTION_LABELS[kept].help} From ${RETENTION[kept].min} to ${RETENTION[kept].max} days.`}
            type="number"
            inputMode="numeric"
            min={RETENTION[kept].min}
            max={RETENTION[kept].max}
          />
        ))}
      </div>
      <div>
        <Button type="submit" pending={pending}>
          Save
        </Button>
      </div>
    </FormShell>
  );
}

function eachOf<T>(value: (kept: Kept) => T): Record<Kept, T> {
  return {
    removedUsers: value("removedUsers"),
    runDetails: value("runDetails"),
    runs: value("runs"),
    auditLog: value("auditLog"),
    events: value("events"),
    messages: value("messages"),
  };
}
