"use client";

import { ArrowDown, ArrowUp, GripVertical, Pencil, Replace, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { FieldTypeIcon } from "@/components/fields/field-type-icon";
import { MoveItems } from "@/components/patterns/move-items";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useReorder } from "@/components/patterns/use-reorder";
import { useScope } from "@/components/patterns/use-scope";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { cn } from "@/lib/cn";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { reorderFieldsAction } from "@/lib/fields/actions";
import type { UndoableType } from "@/lib/fields/type-change/read";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

const OPTIONS_SHOWN = 6;

type Props = {
  fields: readonly ProfileField[];
  /** Changes of type that can be undone. */
  undoable: readonly UndoableType[];
  canEdit: boolean;
  onChangeType: (field: ProfileField) => void;
  onUndoType: (field: ProfileField) => void;
  onEdit: (field: ProfileField) => void;
  onDelete: (field: ProfileField) => void;
};

/** The fields in order. A move shows immediately and is reverted if it can't be saved. */
export function FieldList(props: Props) {
  const { fields, undoable, canEdit, onEdit, onChangeType, onUndoType, onDelete } = props;
  const before = new Map(undoable.map((change) => [change.fieldId, change]));
  /** The dragged field, and the field it is over. */
  const [drag, setDrag] = useState<{ from: number; over: number } | null>(null);
  const scope = useScope();
  const save = useAction(reorderFieldsAction);
  const { shown, move } = useReorder(fields, (ids) => save.run(scope, { ids }));

  return (
    <ol aria-label="Profile fields" className="divide-y overflow-hidden rounded-lg border bg-card">
      {shown.map((field, index) => (
        <li
          key={field.id}
          className={cn(
            "flex items-center gap-3 px-4 py-2.5",
            drag?.over === index && drag.from !== index && "bg-primary-soft",
            drag?.from === index && "opacity-50",
          )}
          onDragOver={(event) => {
            if (!drag) return;
            event.preventDefault();
            if (drag.over !== index) setDrag({ ...drag, over: index });
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (drag) move(drag.from, index);
            setDrag(null);
          }}
        >
          {canEdit ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: dragging is for the mouse; the buttons are for everyone
            <span
              draggable
              title="Drag to move"
              onDragStart={(event) => {
                // Firefox only drags elements that carry data.
                event.dataTransfer.setData("text/plain", field.label);
                setDrag({ from: index, over: index });
              }}
              onDragEnd={() => setDrag(null)}
              className="-ml-2 cursor-grab text-faint hover:text-muted-foreground max-sm:hidden"
            >
              <GripVertical className="size-4" aria-hidden="true" />
            </span>
          ) : null}
          <FieldTypeIcon type={field.type} />
          <div className="grid min-w-0 flex-1 gap-1 sm:grid-cols-[minmax(8rem,16rem)_9rem_1fr] sm:items-center sm:gap-4">
            {canEdit ? (
              <button
                type="button"
                onClick={() => onEdit(field)}
                className="w-fit max-w-full truncate rounded-sm text-left font-medium underline-offset-4 hover:underline"
              >
                {field.label}
              </button>
            ) : (
              <span className="truncate font-medium">{field.label}</span>
            )}
            <span className="text-muted-foreground text-sm">
              {FIELD_KINDS[field.type].label}
              <WasType change={before.get(field.id)} />
            </span>
            <Options field={field} />
          </div>
          {canEdit ? (
            <div className="flex shrink-0 items-center">
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${field.label} up`}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
                className="text-muted-foreground max-sm:hidden"
              >
                <ArrowUp aria-hidden="true" />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${field.label} down`}
                disabled={index === shown.length - 1}
                onClick={() => move(index, index + 1)}
                className="text-muted-foreground max-sm:hidden"
              >
                <ArrowDown aria-hidden="true" />
              </Button>
              <RowMenu name={field.label}>
                <DropdownMenuItem onSelect={() => onEdit(field)}>
                  <Pencil aria-hidden="true" />
                  Edit
                </DropdownMenuItem>
                <DropdownMenuItem onSelect={() => onChangeType(field)}>
                  <Replace aria-hidden="true" />
                  Change type
                </DropdownMenuItem>
                {before.has(field.id) ? (
                  <DropdownMenuItem onSelect={() => onUndoType(field)}>
                    <Undo2 aria-hidden="true" />
                    Undo change of type
                  </DropdownMenuItem>
                ) : null}
                <MoveItems index={index} count={shown.length} move={move} />
                <DropdownMenuSeparator />
                <DropdownMenuItem variant="destructive" onSelect={() => onDelete(field)}>
                  <Trash2 aria-hidden="true" />
                  Delete
                </DropdownMenuItem>
              </RowMenu>
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** Which type the field had, while it can have it again. */
function WasType({ change }: { change: UndoableType | undefined }) {
  return change ? <span className="block text-xs">was {FIELD_KINDS[change.type].label}</span> : null;
}

function Options({ field }: { field: ProfileField }) {
  if (field.options.length === 0) return null;
  const more = field.options.length - OPTIONS_SHOWN;
  return (
    <span className="flex min-w-0 flex-wrap gap-1" title={plural(field.options.length, "option")}>
      {field.options.slice(0, OPTIONS_SHOWN).map((option) => (
        <Badge key={option.id} variant="outline" className="max-w-40">
          <span className="truncate">{option.label}</span>
        </Badge>
      ))}
      {more > 0 ? <span className="text-muted-foreground text-xs">and {formatNumber(more)} more</span> : null}
    </span>
  );
}
