"use client";

import { useForm } from "react-hook-form";
import type { z } from "zod";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { SelectField } from "@/components/patterns/select-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { ManagersPathField } from "@/components/syncs/managers-path-field";
import { PathField } from "@/components/syncs/path-field";
import { scheduleValues } from "@/components/syncs/schedule-draft";
import { ScheduleFields } from "@/components/syncs/schedule-fields";
import type { SourceMention } from "@/lib/pipeline/source/registry";
import { attachRemoteSourceAction } from "@/lib/syncs/actions";
import type { AttachSourceInput, attachSourceInput } from "@/lib/syncs/schema";

const resolver = lazyResolver(async () => (await import("@/lib/syncs/schema")).attachSourceInput);

const NIGHTLY = { kind: "daily", everyHours: 24, atTime: "02:00", weekdays: [1], lookMinutes: 5 } as const;

type Values = z.input<typeof attachSourceInput>;

type Props = {
  /** The slug of the workspace. */
  workspace: string;
  sources: readonly SourceMention[];
  onDone: (syncId: string) => void;
  onCancel: () => void;
};

/** The form of a new sync: Remote Source, file and schedule. */
export function AttachForm({ workspace, sources, onDone, onCancel }: Props) {
  const { org } = useScope();
  const form = useForm<Values, unknown, AttachSourceInput>({
    resolver,
    defaultValues: {
      remoteSourceId: sources.length === 1 ? (sources[0]?.id ?? "") : "",
      path: "",
      managersPath: "",
      ...scheduleValues({ ...NIGHTLY, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }, null),
      holdFirstRun: true,
    },
  });
  const { run, pending } = useAction(attachRemoteSourceAction, {
    form,
    onDone: ({ syncId }) => onDone(syncId),
  });
  const chosen = form.watch("remoteSourceId");
  const choosing = { workspace, timeZone: form.watch("timeZone") };
  const source = sources.find(({ id }) => id === chosen) ?? null;
  return (
    <FormShell form={form} warnUnsaved={false} onSubmit={(values) => run({ org, workspace }, values)}>
      <SelectField
        control={form.control}
        name="remoteSourceId"
        label="Remote Source"
        placeholder="Select a Remote Source"
        options={sources.map(({ id, name, address }) => ({ value: id, label: name, description: address }))}
      />
      <PathField form={form} name="path" source={source} choosing={choosing} />
      <ManagersPathField form={form} name="managersPath" source={source} choosing={choosing} />
      <ScheduleFields control={form.control} isPlaced={source?.kind === "drop"} />
      <SwitchField
        control={form.control}
        name="holdFirstRun"
        label="Require approval for the first run"
        help="You review who would be created, updated or removed before anything changes. Later runs need approval only if something looks wrong."
      />
      <FormActions submit="Save Remote Source" pending={pending} onCancel={onCancel} />
    </FormShell>
  );
}
