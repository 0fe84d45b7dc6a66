"use client";

import { useEffect, useState } from "react";
import { TypeConsequences } from "@/components/fields/type-consequences";
import { TypeReading } from "@/components/fields/type-reading";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { OptionSelect } from "@/components/patterns/option-select";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Spinner } from "@/components/ui/spinner";
import type { ActionError } from "@/lib/action";
import { ALL_KINDS, FIELD_KINDS } from "@/lib/field-kinds/registry";
import { changeFieldTypeAction, previewFieldTypeAction } from "@/lib/fields/actions";
import type { Rereading } from "@/lib/fields/type-change/convert";
import type { TypePreview } from "@/lib/fields/type-change/read";
import { plural } from "@/lib/format/plural";
import type { FieldType, ProfileField } from "@/lib/model/field";
import { TYPE_UNDO_DAYS } from "@/lib/model/field-type-change";

type Props = { field: ProfileField; onClose: () => void };
type Asked = { type: FieldType; reading: Rereading | undefined };

/** Long enough that typing a date format asks once. */
const ASK_AFTER_MS = 300;

/** Gives a field another type, after showing what each value becomes. */
export function ChangeType({ field, onClose }: Props) {
  const { org, workspace } = useScope();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [preview, setPreview] = useState<TypePreview | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [looking, setLooking] = useState(false);
  const change = useAction(changeFieldTypeAction);
  const { id, label } = field;

  useEffect(() => {
    if (!asked) return;
    let isOver = false;
    setLooking(true);
    const wait = setTimeout(
      async () => {
        const result = await previewFieldTypeAction({ org, workspace }, { id, ...asked });
        if (isOver) return;
        setLooking(false);
        setError(result.ok ? null : result.error);
        if (result.ok) setPreview(result.data);
      },
      asked.reading ? ASK_AFTER_MS : 0,
    );
    return () => {
      isOver = true;
      clearTimeout(wait);
    };
  }, [asked, id, org, workspace]);

  async function save() {
    if (!asked || !preview) return;
    const reading = asked.reading ?? preview.reading;
    const result = await change.run({ org, workspace }, { id, type: asked.type, reading });
    if (!result.ok) return;
    const { users, cleared } = result.data;
    const description = `${plural(users, "user")} changed${cleared > 0 ? `, ${plural(cleared, "value was", "values were")} cleared` : ""}. You can undo this for ${TYPE_UNDO_DAYS} days.`;
    toast.success(`“${label}” is now ${FIELD_KINDS[asked.type].label}`, { description });
    onClose();
  }

  const types = ALL_KINDS.filter(({ type }) => type !== field.type);
  const isBlocked = !preview || preview.refusal !== null || preview.blocked.length > 0;
  return (
    <TitledDialog
      title={`Change the type of “${label}”`}
      description={`It is ${FIELD_KINDS[field.type].label} now. Nothing changes before you have seen what each value becomes.`}
      onClose={onClose}
      width="wide"
    >
      <Field label="New type" help={asked ? FIELD_KINDS[asked.type].hint : undefined}>
        {(control) => (
          <OptionSelect
            {...control}
            value={asked?.type ?? ""}
            placeholder="Choose a type"
            options={types.map((kind) => ({ value: kind.type, label: kind.label, description: kind.hint }))}
            onChange={(type) => {
              const chosen = types.find((kind) => kind.type === type);
              if (!chosen) return;
              setPreview(null);
              setAsked({ type: chosen.type, reading: undefined });
            }}
          />
        )}
      </Field>
      {asked && preview ? (
        <TypeReading
          key={asked.type}
          from={field.type}
          to={asked.type}
          value={asked.reading ?? preview.reading}
          samples={preview.samples}
          onChange={(reading) => setAsked({ ...asked, reading })}
        />
      ) : null}
      <ActionErrorPanel error={error} />
      {preview && asked ? <TypeConsequences preview={preview} type={asked.type} /> : null}
      {looking && !preview ? (
        <p role="status" className="flex items-center gap-2 text-muted-foreground text-sm">
          <Spinner />
          Reading the values…
        </p>
      ) : null}
      <DialogFoot
        onCancel={onClose}
        isCancelOff={change.pending}
        verb="Change type"
        pending={change.pending}
        disabled={isBlocked || looking}
        onVerb={() => void save()}
      />
    </TitledDialog>
  );
}
