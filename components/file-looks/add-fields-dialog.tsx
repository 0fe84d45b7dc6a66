"use client";

import type { ComponentProps } from "react";
import { AddFieldsTable } from "@/components/file-looks/add-fields-table";
import { TitledDialog } from "@/components/patterns/titled-dialog";

type Props = ComponentProps<typeof AddFieldsTable> & { description: string; onClose: () => void };

/** What each column of a file becomes that is not mapped yet, in a dialog. */
export function AddFieldsDialog({ description, onClose, ...table }: Props) {
  return (
    <TitledDialog
      title="Map the columns that are not mapped yet"
      description={description}
      onClose={onClose}
      width="table"
    >
      <div className="-mx-5 -mb-5 border-t">
        <AddFieldsTable {...table} />
      </div>
    </TitledDialog>
  );
}
