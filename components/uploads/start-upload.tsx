"use client";

import { useRouter } from "next/navigation";
import { useForm, useWatch } from "react-hook-form";
import { FormActions } from "@/components/patterns/form-actions";
import { FormShell } from "@/components/patterns/form-shell";
import { RadioField } from "@/components/patterns/radio-field";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { useIsFileOnTheWay } from "@/components/uploads/on-the-way";
import { plural } from "@/lib/format/plural";
import type { Delimiter, Encoding } from "@/lib/model/file";
import type { RunMode } from "@/lib/model/run";
import { startUploadAction } from "@/lib/runs/actions";
import type { StartedUpload } from "@/lib/uploads/schema";

type Props = {
  uploadId: string;
  encoding: Encoding;
  delimiter: Delimiter;
  headerRow: number;
  footerRows: number;
  /** The sync to update; absent: the users of earlier uploads. */
  target: { id: string; name: string } | undefined;
  /** Active users of that sync. */
  usersCount: number;
  /** The optional managers file. */
  managers: StartedUpload["managers"];
};

/** The choice of the import mode, with its effect in numbers. Submitting creates the plan. */
export function StartUpload(props: Props) {
  const { uploadId, encoding, delimiter, headerRow, footerRows, target, usersCount, managers } = props;
  const scope = useScope();
  const router = useRouter();
  const form = useForm<{ mode: RunMode }>({ defaultValues: { mode: "add_and_update" } });
  const mode = useWatch({ control: form.control, name: "mode" });
  const { run, pending } = useAction(startUploadAction, {
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
        label="Import mode"
        options={[
          {
            value: "add_and_update",
            label: "Add and update only",
            description:
              "A row with a new ID creates a user; a row with a known ID updates that user. Nobody is removed.",
          },
          {
            value: "complete",
            label: "Full list",
            description:
              usersCount === 0
                ? `The file lists everyone. There are no users from ${whose} yet, so nobody is removed.`
                : `The file lists everyone. Of the ${had} from ${whose}, those who are not in the file are removed. Users added manually or by other syncs stay.`,
          },
        ]}
      />
      <FormActions submit="Preview changes" pending={pending || isWaiting} />
    </FormShell>
  );
}
