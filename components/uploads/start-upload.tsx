"use client";

import { useRouter } from "next/navigation";
import { useForm, useWatch } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { useIsFileOnTheWay } from "@/components/uploads/on-the-way";
import type { StartUploadVerb } from "@/components/uploads/types";
import { plural } from "@/lib/format/plural";
import type { Delimiter, Encoding } from "@/lib/model/file";
import type { RunMode } from "@/lib/model/run";
import type { StartedUpload } from "@/lib/uploads/schema";

type Props = {
  uploadId: string;
  encoding: Encoding;
  delimiter: Delimiter;
  headerRow: number;
  footerRows: number;
  /** The sync whose users it is about; absent: those of earlier uploads. */
  target: { id: string; name: string } | undefined;
  /** Active users of it. */
  usersCount: number;
  /** The managers file beside it. */
  managers: StartedUpload["managers"];
  start: StartUploadVerb;
};

/** Complete list, or add and update only: each in a sentence with numbers. Then the plan is made. */
export function StartUpload(props: Props) {
  const { uploadId, encoding, delimiter, headerRow, footerRows, target, usersCount, managers, start } = props;
  const scope = useScope();
  const router = useRouter();
  const form = useForm<{ mode: RunMode }>({ defaultValues: { mode: "add_and_update" } });
  const mode = useWatch({ control: form.control, name: "mode" });
  const { run, pending } = useAction(start, {
    onDone: ({ runId }) => router.push(`/${scope.org}/${scope.workspace}/runs/${runId}`),
  });
  const isWaiting = useIsFileOnTheWay();
  const had = plural(usersCount, "user");
  const whose = target ? `“${target.name}”` : "uploads";
  return (
    <FormShell
      form={form}
      warnUnsaved={false}
      onSubmit={async () => {
        if (isWaiting) return;
        const how = { encoding, delimiter, headerRow, footerRows };
        await run(scope, { uploadId, syncId: target?.id, mode, ...how, managers });
      }}
    >
      <RadioField
        control={form.control}
        name="mode"
        label="What the file is"
        options={[
          {
            value: "add_and_update",
            label: "Add and update only",
            description:
              "Rows with a new ID add a user, rows with a known ID update theirs. Nobody is removed.",
          },
          {
            value: "complete",
            label: "Complete list",
            description:
              usersCount === 0
                ? `Everyone is in this file. No user of this workspace came from ${whose} yet, so nobody can be removed.`
                : `Everyone is in this file: of the ${had} that came from ${whose}, those it does not name are removed. Users added by hand or by other syncs stay.`,
          },
        ]}
      />
      <FormActions submit="Show what would change" pending={pending || isWaiting} />
    </FormShell>
  );
}
