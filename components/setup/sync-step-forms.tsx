"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { Facts } from "@/components/patterns/facts";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyRawResolver } from "@/components/patterns/lazy-resolver";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { GuardFields } from "@/components/syncs/guard-fields";
import { ManagersPathField } from "@/components/syncs/managers-path-field";
import { PathField } from "@/components/syncs/path-field";
import { ScheduleFields } from "@/components/syncs/schedule-fields";
import { type SyncValues, valuesOf } from "@/components/syncs/sync-values";
import type { ConfirmedStep } from "@/lib/model/setup";
import { previewSyncAction } from "@/lib/runs/actions";
import { confirmSetupStepAction, updateSyncAction } from "@/lib/syncs/actions";
import type { SyncDetail } from "@/lib/syncs/views";

const resolver = lazyRawResolver(async () => (await import("@/lib/syncs/schema")).updateSyncInput);

type Props = {
  sync: SyncDetail;
  /** Where the next step is. */
  next: string;
};

/** The form of a sync, of which a step shows a part. What was not changed is not saved again. */
function useStep({ sync, next }: Props, step: ConfirmedStep | null) {
  const scope = useScope();
  const router = useRouter();
  const form = useForm<SyncValues, unknown, SyncValues>({ resolver, defaultValues: valuesOf(sync) });
  const update = useAction(updateSyncAction, { form });
  const confirm = useAction(confirmSetupStepAction);
  // Read while rendering, or it is not kept up to date.
  const { isDirty } = form.formState;

  async function save(values: SyncValues): Promise<boolean> {
    if (isDirty && !(await update.run(scope, values)).ok) return false;
    return step === null || (await confirm.run(scope, { syncId: sync.id, step })).ok;
  }

  return { form, save, scope, pending: update.pending || confirm.pending, goOn: () => router.push(next) };
}

/** Which file it is. */
export function FilePanel({ canChooseFile, ...props }: Props & { canChooseFile: boolean }) {
  const { sync } = props;
  const { form, save, pending, goOn } = useStep(props, null);
  const choosing = { timeZone: sync.schedule.timeZone };
  return (
    <FormShell form={form} onSubmit={async (values) => (await save(values)) && goOn()}>
      {canChooseFile ? (
        <>
          <PathField form={form} name="path" source={sync.remoteSource} choosing={choosing} startsOpen />
          <ManagersPathField form={form} name="managersPath" source={sync.remoteSource} choosing={choosing} />
        </>
      ) : (
        <Facts items={[{ label: "Path", value: sync.path, mono: true }]} />
      )}
      <FormActions submit="Continue" pending={pending} />
    </FormShell>
  );
}

/** When it runs. */
export function SchedulePanel(props: Props) {
  const { form, save, pending, goOn } = useStep(props, "schedule");
  return (
    <FormShell form={form} onSubmit={async (values) => (await save(values)) && goOn()}>
      <ScheduleFields control={form.control} isPlaced={props.sync.remoteSource?.kind === "drop"} />
      <FormActions submit="Continue" pending={pending} />
    </FormShell>
  );
}

/** The limits, after which the first plan is made. */
export function LimitsPanel({ canStart, ...props }: Props & { canStart: boolean }) {
  const { form, save, scope, pending, goOn } = useStep(props, "limits");
  const preview = useAction(previewSyncAction);

  async function submitted(values: SyncValues) {
    if (!(await save(values))) return;
    if (canStart) await preview.run(scope, { syncId: props.sync.id });
    goOn();
  }

  return (
    <FormShell form={form} onSubmit={submitted}>
      <p className="text-pretty text-muted-foreground text-sm">
        The limits below suit most files, and you can change them later.
      </p>
      <FormActions
        submit={canStart ? "Continue and make the plan" : "Continue"}
        pending={pending || preview.pending}
      />
      <GuardFields control={form.control} values={form.watch("guards")} />
    </FormShell>
  );
}
