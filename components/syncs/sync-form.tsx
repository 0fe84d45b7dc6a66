"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { Facts } from "@/components/patterns/facts";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { Hint } from "@/components/patterns/hint";
import { lazyRawResolver } from "@/components/patterns/lazy-resolver";
import { Panel } from "@/components/patterns/panel";
import { RadioField } from "@/components/patterns/radio-field";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { FileFields } from "@/components/syncs/file-fields";
import { GuardFields } from "@/components/syncs/guard-fields";
import { ManagersPathField } from "@/components/syncs/managers-path-field";
import { PathField } from "@/components/syncs/path-field";
import { RowsOfFile } from "@/components/syncs/rows-of-file";
import { ScheduleFields } from "@/components/syncs/schedule-fields";
import { syncHref } from "@/components/syncs/sync-links";
import { DELIMITERS, ENCODINGS, type SyncValues, valuesOf } from "@/components/syncs/sync-values";

import type { IssueFile } from "@/lib/model/issue";
import { updateSyncAction } from "@/lib/syncs/actions";
import type { SyncDetail } from "@/lib/syncs/views";

const resolver = lazyRawResolver(async () => (await import("@/lib/syncs/schema")).updateSyncInput);

const ADOPTIONS = [
  {
    value: "skip",
    label: "Skip the row with an error",
    description: "The manually added user does not change.",
  },
  {
    value: "link",
    label: "Connect the user to this sync",
    description: "From now on, the file updates this user. Admins and authors are never connected.",
  },
];

/** The settings of a sync: file, schedule and limits. */
export function SyncForm({ sync, canChooseFile }: { sync: SyncDetail; canChooseFile: boolean }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const form = useForm<SyncValues, unknown, SyncValues>({
    resolver,
    defaultValues: valuesOf(sync),
  });
  const { control } = form;
  const home = syncHref(org, sync);
  const { run, pending } = useAction(updateSyncAction, {
    form,
    success: "Sync saved",
    onDone: () => router.push(home),
  });
  const guards = form.watch("guards");
  const hasManagers = Boolean(form.watch("managersPath"));
  const timeZone = form.watch("timeZone");
  const choosing = (file: IssueFile) => {
    const days = form.watch(`files.${file}.daysOldMax`);
    return { timeZone, daysOldMax: days === undefined ? undefined : String(days ?? "") };
  };
  return (
    <FormShell form={form} onSubmit={(values) => run({ org, workspace }, values)}>
      <Panel
        title="File settings"
        description={`The file is on ${sync.remoteSource?.name} (${sync.remoteSource?.address}).`}
      >
        <div className="grid gap-5">
          <TextField control={control} name="name" label="Name" autoComplete="off" />
          {canChooseFile ? (
            <>
              <PathField form={form} name="path" source={sync.remoteSource} choosing={choosing("users")} />
              <ManagersPathField
                form={form}
                name="managersPath"
                source={sync.remoteSource}
                choosing={choosing("managers")}
              />
            </>
          ) : (
            <Facts
              items={[
                { label: "Path", value: sync.path, mono: true },
                ...(sync.managersPath
                  ? [{ label: "Managers file", value: sync.managersPath, mono: true }]
                  : []),
              ]}
            />
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField control={control} name="delimiter" label="Column separator" options={DELIMITERS} />
            <SelectField
              control={control}
              name="encoding"
              label="Encoding"
              hint={
                <Hint about="Encoding">
                  <p>
                    How the file writes letters such as ä and é. UTF-8 is right for most. Older Windows
                    programs write Windows-1252: then names look wrong, or a run says that the file is not
                    UTF-8.
                  </p>
                </Hint>
              }
              options={ENCODINGS}
            />
          </div>
          <RowsOfFile
            control={control}
            names={{ headerRow: "users.headerRow", footerRows: "users.footerRows" }}
          />
          {hasManagers ? (
            <RowsOfFile
              control={control}
              names={{ headerRow: "managers.headerRow", footerRows: "managers.footerRows" }}
              of=" of the managers file"
            />
          ) : null}
          <FileFields control={control} hasManagers={hasManagers} />
        </div>
      </Panel>
      <Panel title="Schedule">
        <ScheduleFields control={control} isPlaced={sync.remoteSource?.kind === "drop"} />
      </Panel>
      <Panel title="Manually added users">
        <RadioField
          control={control}
          name="adoption"
          label="When a row has the e-mail address of a manually added user"
          hint={
            <Hint about="When a row has the e-mail address of a manually added user">
              <p>
                A sync changes only its own users. If you added people manually before the first file came,
                connect them to the sync: the file then updates them, and removes those who leave.
              </p>
            </Hint>
          }
          options={ADOPTIONS}
        />
      </Panel>
      <Panel title="Limits" description="When changes need approval before they are applied.">
        <GuardFields control={control} values={guards} />
      </Panel>
      <FormActions submit="Save sync" pending={pending} cancelHref={home} />
    </FormShell>
  );
}
