"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { SelectField } from "@/components/patterns/select-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { ManagersPathField } from "@/components/syncs/managers-path-field";
import { PathField } from "@/components/syncs/path-field";
import { scheduleValues } from "@/components/syncs/schedule-draft";
import { isNewWorkspace, type WorkspaceChoice, WorkspaceFields } from "@/components/syncs/workspace-fields";
import type { SourceMention } from "@/lib/pipeline/source/registry";
import { attachRemoteSourceAction } from "@/lib/syncs/actions";
import type { AttachSourceInput, attachSourceInput } from "@/lib/syncs/schema";
import { createWorkspaceAction } from "@/lib/workspaces/actions";
import { slugOf } from "@/lib/workspaces/slug-of";

const resolver = lazyResolver(async () => (await import("@/lib/syncs/schema")).attachSourceInput);

const NIGHTLY = { kind: "daily", everyHours: 24, atTime: "02:00", weekdays: [1], lookMinutes: 5 } as const;

type Values = z.input<typeof attachSourceInput>;

type Props = {
  /** The slug of the workspace; or the choice of one, or of a new one. */
  workspace: string | WorkspaceChoice;
  sources: readonly SourceMention[];
  submit: string;
  /** Where the sync that was made goes on. */
  onDone: (href: string) => void;
  /** In a dialog, closes it; on a page, the address to leave to. */
  cancel: (() => void) | string;
};

/** Which file keeps the users of a workspace up to date: the beginning of a sync, which is then set up step by step. */
export function AttachForm({ workspace, sources, submit, onDone, cancel }: Props) {
  const { org } = useScope();
  const only = sources.length === 1 ? sources[0] : undefined;
  const form = useForm<Values, unknown, AttachSourceInput>({
    resolver,
    defaultValues: {
      remoteSourceId: only?.id ?? "",
      path: "",
      managersPath: "",
      ...scheduleValues({ ...NIGHTLY, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }, null),
      holdFirstRun: true,
      inSteps: true,
    },
  });
  const [choice, setChoice] = useState(typeof workspace === "string" ? null : workspace);
  const attach = useAction(attachRemoteSourceAction, { form });
  const make = useAction(createWorkspaceAction, { quiet: true });
  const pending = attach.pending || make.pending;
  const source = sources.find(({ id }) => id === form.watch("remoteSourceId")) ?? null;
  const choosing = {
    workspace: typeof workspace === "string" ? workspace : (choice?.slug ?? ""),
    timeZone: form.watch("timeZone"),
  };

  async function slugWanted(): Promise<string | null> {
    if (!choice) return typeof workspace === "string" ? workspace : null;
    if (!isNewWorkspace(choice)) return choice.slug;
    const name = choice.name.trim();
    const made = await make.run({ org }, { name, slug: slugOf(name) });
    if (!made.ok) return null;
    // Whatever happens next, it is there: what is sent again is meant for it.
    const { slug } = made.data;
    setChoice({ ...choice, slug, workspaces: [...choice.workspaces, { name, slug }] });
    return slug;
  }

  async function submitted(values: AttachSourceInput) {
    const slug = await slugWanted();
    if (slug === null) return;
    // Nobody's file is there before it is sent to a drop; from then on each one counts.
    const schedule = source?.kind === "drop" ? ({ scheduleKind: "arrival" } as const) : {};
    const result = await attach.run({ org, workspace: slug }, { ...values, ...schedule });
    if (result.ok) onDone(`/${org}/${slug}/syncs/${result.data.syncId}/setup`);
  }

  return (
    <FormShell form={form} warnUnsaved={false} onSubmit={submitted}>
      {choice ? <WorkspaceFields choice={choice} onChange={setChoice} error={make.error} /> : null}
      {choice ? null : (
        <SelectField
          control={form.control}
          name="remoteSourceId"
          label="Remote Source"
          placeholder="Select a Remote Source"
          options={sources.map(({ id, name, address }) => ({ value: id, label: name, description: address }))}
        />
      )}
      <PathField
        key={source?.id}
        form={form}
        name="path"
        label="Path"
        source={source}
        choosing={choosing}
        startsOpen={source !== null}
      />
      <ManagersPathField form={form} name="managersPath" source={source} choosing={choosing} />
      {typeof cancel === "string" ? (
        <FormActions submit={submit} pending={pending} cancelHref={cancel} />
      ) : (
        <DialogFoot onCancel={cancel} verb={submit} pending={pending} />
      )}
    </FormShell>
  );
}
