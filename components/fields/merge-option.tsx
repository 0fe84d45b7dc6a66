"use client";

import { useState } from "react";
import type { Option } from "@/components/fields/option-row";
import { Combobox } from "@/components/patterns/combobox";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Field } from "@/components/patterns/field";
import { toast } from "@/components/patterns/toast";
import { useScope } from "@/components/patterns/use-scope";
import { mergeOptionsAction } from "@/lib/fields/actions";
import type { FieldUse } from "@/lib/fields/read";
import { plural } from "@/lib/format/plural";

type Props = {
  fieldId: number;
  option: Option;
  options: readonly Option[];
  use: FieldUse | null;
  onClose: () => void;
  /** `aliases`: the other values that the remaining option has now. */
  onMerged: (into: number, aliases: readonly string[]) => void;
};

/** Asks which option takes the place of another, and says what follows. */
export function MergeOption({ fieldId, option, options, use, onClose, onMerged }: Props) {
  const scope = useScope();
  const [into, setInto] = useState<string | null>(null);
  const { id = 0, label } = option;
  const target = options.find((one) => String(one.id) === into);
  const users = use?.byOption[id] ?? 0;
  const lists = (use?.lists ?? []).filter(({ optionIds }) => optionIds.includes(id));
  const name = target ? `“${target.label}”` : "the other option";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge “${label}” into another option`}
      description="You can't undo this."
      tone="default"
      done={[
        ...(users > 0
          ? [
              `${plural(users, "user")} who ${users === 1 ? "has" : "have"} “${label}” ${users === 1 ? "gets" : "get"} ${name}`,
            ]
          : []),
        ...lists.map((list) => `The rule of “${list.name}” asks for ${name} instead`),
        `Files may still say “${label}”: it means ${name}`,
      ]}
      confirmLabel="Merge options"
      onConfirm={async () => {
        if (target?.id === undefined) return { ok: false, error: CHOOSE };
        const result = await mergeOptionsAction(scope, { fieldId, from: [id], into: target.id });
        if (result.ok) {
          toast.success(`Merged “${label}” into “${target.label}”`);
          onMerged(target.id, result.data.aliases);
        }
        return result;
      }}
    >
      <Field label="Merge into">
        {(control) => (
          <Combobox
            {...control}
            label="Merge into"
            search="Search options"
            placeholder="Choose an option"
            options={options.flatMap((one) =>
              one.id === undefined || one.id === id ? [] : [{ value: String(one.id), label: one.label }],
            )}
            selected={into === null ? [] : [into]}
            onChange={([chosen]) => setInto(chosen ?? null)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

const CHOOSE = { code: "invalid_input", message: "Choose the option that stays." } as const;
