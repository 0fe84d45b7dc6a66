"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { Hint } from "@/components/patterns/hint";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { dropSettingsOf } from "@/components/remote-sources/kinds/drop-settings";
import type { FormProps } from "@/components/remote-sources/kinds/source-ui";
import type { DropFields, DropInput } from "@/lib/pipeline/source/drop/form";
import { createRemoteSourceAction, updateRemoteSourceAction } from "@/lib/remote-sources/actions";

const resolver = lazyResolver(async () => (await import("@/lib/pipeline/source/drop/form")).newDrop);

const DAYS = "14";

/** The form of a drop. After saving, its page opens, which has what the IT team needs. */
export function DropForm({ source }: FormProps) {
  const router = useRouter();
  const { org } = useScope();
  const days = source && dropSettingsOf(source.settings).retentionDays;
  const form = useForm<DropFields, unknown, DropInput>({
    resolver,
    defaultValues: { kind: "drop", name: source?.name ?? "", retentionDays: String(days ?? DAYS) },
  });
  const { run, pending } = useAction(source ? updating(source.id) : createRemoteSourceAction, {
    form,
    success: source ? "Drop saved" : "Drop created",
    onDone: ({ id }) => router.push(`/${org}/remote-sources/${id}`),
  });
  const { control } = form;
  return (
    <FormShell form={form} onSubmit={(values) => run({ org }, values)}>
      <TextField
        control={control}
        name="name"
        label="Name"
        help="A name you will recognize, such as “HR export”."
        autoComplete="off"
        autoFocus={!source}
      />
      <TextField
        control={control}
        name="retentionDays"
        label="Keep files for (days)"
        hint={
          <Hint about="Keep files for (days)">
            <p>
              Files in a drop hold personal data, so they are deleted after some time. Two weeks leave enough
              time to look at the file of a run that went wrong.
            </p>
          </Hint>
        }
        inputMode="numeric"
        autoComplete="off"
        help="From 1 to 90. After that a file is deleted from the drop, whether or not a sync has read it."
      />
      <FormActions
        submit={source ? "Save changes" : "Create drop"}
        pending={pending}
        cancelHref={source ? `/${org}/remote-sources/${source.id}` : `/${org}/remote-sources`}
      />
    </FormShell>
  );
}

function updating(id: string): typeof createRemoteSourceAction {
  return (scope, input) => updateRemoteSourceAction(scope, { ...input, id });
}
