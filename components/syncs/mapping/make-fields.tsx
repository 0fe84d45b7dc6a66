"use client";

import { type FormEvent, useCallback, useState } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { type FieldDraft, FieldRow } from "@/components/syncs/mapping/field-row";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { ActionError } from "@/lib/action";
import type { FieldGuess } from "@/lib/field-kinds/guess";
import { hasOptions } from "@/lib/field-kinds/registry";
import { createFieldsAction } from "@/lib/fields/actions";
import { freeLabel } from "@/lib/fields/free-label";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import { FIELDS_MAX } from "@/lib/model/limits";
import type { ColumnTarget } from "@/lib/model/mapping";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";

type OpenColumn = { header: string; guess: FieldGuess };
type MadeColumn = { header: string; target: ColumnTarget; field: ProfileField | null };

type Props = {
  columns: readonly OpenColumn[];
  /** Labels of the existing fields. */
  taken: readonly string[];
  /** Called with the created fields, to map each column. Their options have no ids here. */
  onMade: (columns: MadeColumn[]) => void;
  onClose: () => void;
};

/** Creates the fields of all unknown columns together, after you reviewed each name and type. */
export function MakeFields({ columns, taken, onMade, onClose }: Props) {
  const scope = useScope();
  const [drafts, setDrafts] = useState(() => draftsOf(columns, taken));
  const { run, pending, error } = useAction(createFieldsAction, { quiet: true });
  const wanted = drafts.filter((draft) => draft.type !== null);
  const room = FIELDS_MAX - taken.length;
  const what = wanted.length > 0 ? `Add ${plural(wanted.length, "field")}` : "Ignore these columns";

  const change = useCallback((at: number, part: Partial<FieldDraft>) => {
    setDrafts((all) => all.map((draft, place) => (place === at ? { ...draft, ...part } : draft)));
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    const fields = drafts.flatMap(({ label, type, guess }) =>
      type === null ? [] : [{ label: label.trim(), type, options: optionsOf(type, guess) }],
    );
    const result = fields.length > 0 ? await run(scope, { fields }) : null;
    if (result && !result.ok) return;
    const ids = result?.data.ids ?? [];
    if (ids.length > 0) toast.success(`${plural(ids.length, "field")} added`);
    onMade(madeColumns(drafts, ids));
  }

  const errorOf = (draft: FieldDraft) => {
    const place = wanted.indexOf(draft);
    return place < 0 ? undefined : error?.fieldErrors?.[`fields.${place}.label`];
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="gap-0 overflow-hidden p-0 sm:max-w-2xl">
        <form
          onSubmit={(event) => void submit(event)}
          className="grid max-h-[86dvh] grid-rows-[auto_1fr_auto]"
        >
          <DialogHeader className="p-5 pb-4">
            <DialogTitle>Add fields for {plural(columns.length, "unknown column")}</DialogTitle>
            <DialogDescription>
              Each column is mapped to a new profile field. You can't change the type later.
            </DialogDescription>
          </DialogHeader>
          <ul className="min-h-0 divide-y overflow-y-auto border-y">
            {drafts.map((draft, at) => (
              <FieldRow key={draft.header} at={at} draft={draft} error={errorOf(draft)} onChange={change} />
            ))}
          </ul>
          <div className="grid gap-3 p-5 pt-4">
            {wanted.length > room ? (
              <p role="alert" className="text-danger text-sm">
                A workspace can have up to {FIELDS_MAX} fields, and this one already has {taken.length}.
                Ignore {plural(wanted.length - room, "more column", "more columns")} to continue.
              </p>
            ) : null}
            <ActionErrorPanel error={error && named(error, wanted)} />
            <DialogFooter>
              <Button variant="outline" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" pending={pending} disabled={wanted.length > room}>
                {what}
              </Button>
            </DialogFooter>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** The first field with an error, by its column, because its row may be out of view. */
function named(error: ActionError, wanted: readonly FieldDraft[]): ActionError {
  for (const [key, message] of Object.entries(error.fieldErrors ?? {})) {
    const place = /^fields\.(\d+)/.exec(key)?.[1];
    const draft = wanted[Number(place ?? -1)];
    if (draft) return { ...error, message: `“${draft.header}”: ${message}` };
  }
  return error;
}

function draftsOf(columns: readonly OpenColumn[], taken: readonly string[]): FieldDraft[] {
  const used = [...taken];
  return columns.map(({ header, guess }) => {
    const label = freeLabel(header, used);
    used.push(label);
    return { header, label, type: guess.leaveOut ? null : guess.type, guess };
  });
}

function optionsOf(type: FieldDraft["type"], { options }: FieldGuess): { label: string }[] {
  return type && hasOptions(type) ? options.map((label) => ({ label })) : [];
}

/** `ids`: the ids of the created fields, in the order of their columns. */
function madeColumns(drafts: readonly FieldDraft[], ids: readonly number[]): MadeColumn[] {
  const left = [...ids];
  return drafts.flatMap(({ header, label, type, guess }): MadeColumn[] => {
    if (type === null) return [{ header, target: { kind: "ignore" }, field: null }];
    const id = left.shift();
    if (id === undefined) return [];
    const options = optionsOf(type, guess).map((option, at) => ({ id: -1 - at, label: option.label }));
    const field = { id, label: label.trim(), type, options };
    return [{ header, target: madeFieldTarget(field, guess), field }];
  });
}
