"use client";

import { AddFieldsDialog } from "@/components/file-looks/add-fields-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { addFieldsFromFileAction } from "@/lib/file-looks/actions";
import { plural } from "@/lib/format/plural";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";

type Props = {
  file: { uploadId: string; syncId: string | undefined };
  columns: readonly ProposedColumn[];
  missing: readonly string[];
  taken: readonly string[];
  onClose: () => void;
};

/** Maps the other columns of an uploaded file, and adds fields with all its values for them. */
export function AddUploadFields({ file, columns, missing, taken, onClose }: Props) {
  const scope = useScope();
  const { run, pending, error } = useAction(addFieldsFromFileAction, {
    quiet: true,
    onDone: ({ fieldIds }) => {
      if (fieldIds.length > 0) toast.success(`${plural(fieldIds.length, "field")} added`);
      onClose();
    },
  });
  return (
    <AddFieldsDialog
      description="All rows were read. The mapping is kept for later files."
      columns={columns}
      rows={null}
      missing={missing}
      taken={taken}
      canCreate
      pending={pending}
      error={error}
      onSave={(chosen) => void run(scope, { file, ...chosen })}
      onClose={onClose}
    />
  );
}
