"use client";

import { ListTree, Plus } from "lucide-react";
import { useState } from "react";
import { DeleteField } from "@/components/fields/delete-field";
import { FieldList } from "@/components/fields/field-list";
import { TemplateMenu } from "@/components/fields/template-menu";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import type { UndoableType } from "@/lib/fields/type-change/read";
import type { ProfileField } from "@/lib/model/field";

const FieldEditor = deferDialog(async () => (await import("@/components/fields/field-editor")).FieldEditor);
const ChangeType = deferDialog(async () => (await import("@/components/fields/change-type")).ChangeType, {
  early: false,
});
const UndoType = deferDialog(async () => (await import("@/components/fields/undo-type")).UndoType, {
  early: false,
});

type Props = {
  fields: readonly ProfileField[];
  /** Changes of type that can be undone. */
  undoable: readonly UndoableType[];
  canEdit: boolean;
  /** Whether this member may download a CSV template. */
  canUpload: boolean;
};

/** The open dialog. */
type Open = { kind: "new" } | { kind: "edit" | "delete" | "type" | "undo"; field: ProfileField } | null;

export function FieldsPanel({ fields, undoable, canEdit, canUpload }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const create = canEdit ? (
    <Button onClick={() => setOpen({ kind: "new" })}>
      <Plus aria-hidden="true" />
      Add a profile field
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Profile fields"
        description="What you store about users besides name, e-mail and mobile. A file column with the same header fills the field."
        actions={
          <>
            {canUpload ? <TemplateMenu /> : null}
            {fields.length > 0 ? create : null}
          </>
        }
      />
      {fields.length === 0 ? (
        <div className="rounded-lg border bg-card">
          <EmptyState
            icon={<ListTree />}
            title="No profile fields yet"
            description="Add one for each column of your file that you want to keep, such as Department, Region or Birthdate. Columns without a field are ignored with a warning."
            action={create}
          />
        </div>
      ) : (
        <FieldList
          fields={fields}
          undoable={undoable}
          canEdit={canEdit}
          onChangeType={(field) => setOpen({ kind: "type", field })}
          onUndoType={(field) => setOpen({ kind: "undo", field })}
          onEdit={(field) => setOpen({ kind: "edit", field })}
          onDelete={(field) => setOpen({ kind: "delete", field })}
        />
      )}
      {open?.kind === "new" || open?.kind === "edit" ? (
        <FieldEditor
          field={open.kind === "edit" ? open.field : null}
          onClose={close}
          onChangeType={() => open.kind === "edit" && setOpen({ kind: "type", field: open.field })}
        />
      ) : null}
      {open?.kind === "type" ? <ChangeType field={open.field} onClose={close} /> : null}
      {open?.kind === "undo" ? <UndoType field={open.field} onClose={close} /> : null}
      {open?.kind === "delete" ? <DeleteField field={open.field} onClose={close} /> : null}
    </>
  );
}
