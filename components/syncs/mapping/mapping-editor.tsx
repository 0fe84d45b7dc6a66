"use client";

import { type FormEvent, useMemo, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormActions } from "@/components/patterns/form-actions";
import { toast } from "@/components/patterns/toast";
import { UnsavedChanges } from "@/components/patterns/unsaved-changes";
import { useAction } from "@/components/patterns/use-action";
import { ColumnsPanel } from "@/components/syncs/mapping/columns-panel";
import { ManagersPanel } from "@/components/syncs/mapping/managers-panel";
import { RowsPanel } from "@/components/syncs/mapping/rows-panel";
import { useMappingDraft } from "@/components/syncs/mapping/use-mapping-draft";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ActionError, ActionResult } from "@/lib/action";
import type { ProfileField } from "@/lib/model/field";
import type { Mapping, OnlyRows } from "@/lib/model/mapping";
import { describeTakeOver } from "@/lib/syncs/describe-mapping";
import { proposeColumns } from "@/lib/syncs/propose/columns";
import { fittingTemplate, type MappingTemplate } from "@/lib/syncs/propose/templates";
import type { MappingWritten } from "@/lib/syncs/versions/write";
import type { FileHead, RowsDrafts } from "@/lib/syncs/views";

type Props = {
  mapping: Mapping;
  /** The last file; null until one was read. */
  file: FileHead | null;
  managersFile: FileHead | null;
  /** Whether there is a second file, read or not. */
  hasManagers: boolean;
  fields: readonly ProfileField[];
  /** The first and last rows of each file. */
  rows: RowsDrafts;
  canCreateFields: boolean;
  /** Saves the mapping where it belongs: with a sync, or for uploads. */
  save: (mapping: Mapping, rows: RowsDrafts) => Promise<ActionResult<MappingWritten>>;
  onSaved: (written: MappingWritten, rows: RowsDrafts) => void;
  cancelHref: string;
};

const NO_FILE: FileHead = { headers: [], sample: [] };

/** The mapping of all columns. A column without a target is matched by its name, also in later files. */
export function MappingEditor(props: Props) {
  const { file, managersFile, canCreateFields, save, onSaved, cancelHref } = props;
  const draft = useMappingDraft(props.mapping, {
    users: (file ?? NO_FILE).headers,
    managers: (managersFile ?? NO_FILE).headers,
  });
  const [rows, setRows] = useState(props.rows);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [made, setMade] = useState<readonly ProfileField[]>([]);
  const [refusal, setRefusal] = useState<ActionError | null>(null);
  const { run, pending, error } = useAction(save, { quiet: true });
  const { mapping } = draft;
  // Includes fields created here, before the page has them.
  const fields = useMemo(
    () => [...props.fields, ...made.filter(({ id }) => props.fields.every((field) => field.id !== id))],
    [props.fields, made],
  );
  const { headers, sample, columns: known } = file ?? NO_FILE;
  const columns = useMemo(() => {
    const proposed = proposeColumns({ headers, sample, columns: known, mapping, fields });
    const extra = added.filter((header) => proposed.every((column) => column.header !== header));
    const later = proposeColumns({ headers: extra, sample: [], mapping: onlyOf(mapping, extra), fields });
    return [...proposed, ...later.map((column) => ({ ...column, inFile: false }))];
  }, [headers, sample, known, mapping, fields, added]);
  const hasManagers = props.hasManagers || mapping.managers !== undefined;
  const template = fittingTemplate(headers, mapping);
  const dirty = draft.dirty || !sameRows(rows, props.rows);
  const clash = columns.find((column) => column.clash !== null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setRefusal(null);
    if (clash) return setRefusal(twice(clash.header, clash.clash ?? ""));
    if (mapping.onlyRows && !isComplete(mapping.onlyRows)) return setRefusal(INCOMPLETE);
    const result = await run(mapping, rows);
    if (result.ok) onSaved(result.data, rows);
  }

  function start({ name, mapping: from }: MappingTemplate) {
    draft.replace(from);
    toast.message(`Using template “${name}”`, {
      description: "Not saved yet.",
      action: { label: "Undo", onClick: () => draft.replace(mapping) },
    });
  }

  function undoAll() {
    draft.replace(props.mapping);
    setRows(props.rows);
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      className="grid gap-5"
    >
      {template ? (
        <Alert>
          <AlertTitle>This looks like an employee export</AlertTitle>
          <AlertDescription className="grid justify-items-start gap-2">
            Its header matches the template “{template.name}”. With it, teams come from the file, Mobile is
            not required, and a second file can list team managers.
            <Button size="sm" onClick={() => start(template)}>
              Use template
            </Button>
          </AlertDescription>
        </Alert>
      ) : null}
      <ColumnsPanel
        columns={columns}
        fields={fields}
        draft={draft}
        hasFile={file !== null}
        rowsSeen={sample.length > 0}
        canCreateFields={canCreateFields}
        onMade={(fresh) => setMade((all) => [...all, ...fresh])}
        onAdd={(header) => setAdded((all) => [...all, header])}
        onTemplate={start}
      />
      <RowsPanel
        rows={mapping}
        file={file}
        parts={rows}
        hasManagers={hasManagers}
        onParts={setRows}
        onOnlyRows={draft.setOnlyRows}
        onRepeats={draft.setRepeats}
      />
      {describeTakeOver(mapping.takesOver).map((line) => (
        <p key={line} className="text-muted-foreground text-sm">
          {line}
        </p>
      ))}
      {hasManagers ? (
        <ManagersPanel
          file={managersFile}
          managers={mapping.managers ?? { columns: {} }}
          onChange={draft.setManagersColumn}
        />
      ) : null}
      <ActionErrorPanel error={refusal ?? error} />
      <div className="bottom-0 z-10 -mx-1 sm:sticky border-t bg-background/95 px-1 py-3 backdrop-blur-sm">
        <FormActions submit="Save mapping" pending={pending} cancelHref={cancelHref}>
          {dirty ? (
            <>
              <Button variant="ghost" onClick={undoAll} className="max-sm:h-10">
                Discard changes
              </Button>
              <span className="text-held text-xs max-sm:text-center">Not saved yet</span>
            </>
          ) : null}
        </FormActions>
      </div>
      <UnsavedChanges when={dirty && !pending} />
    </form>
  );
}

function sameRows(one: RowsDrafts, other: RowsDrafts): boolean {
  return (["users", "managers"] as const).every(
    (file) =>
      one[file].headerRow === other[file].headerRow && one[file].footerRows === other[file].footerRows,
  );
}

function isComplete({ header, values }: OnlyRows): boolean {
  return header.trim() !== "" && values.length > 0;
}

const INCOMPLETE: ActionError = {
  code: "invalid_input",
  message: "Select which rows to import.",
  remedy: "Select the column to check and enter at least one value, or import all rows.",
};

function onlyOf({ columns }: Mapping, headers: readonly string[]): Mapping {
  return {
    columns: Object.fromEntries(Object.entries(columns).filter(([header]) => headers.includes(header))),
  };
}

function twice(header: string, other: string): ActionError {
  return {
    code: "invalid_input",
    message: `The columns “${other}” and “${header}” are mapped to the same field.`,
    remedy: "Map one of them to another field, or ignore it.",
  };
}
