"use client";

import { ArrowDown, ArrowUp, Equal, Trash2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { type Control, useController, useWatch } from "react-hook-form";
import { AliasChips } from "@/components/fields/alias-chips";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { plural } from "@/lib/format/plural";

type Props = {
  control: Control<CreateFieldInput, unknown, CreateFieldInput>;
  index: number;
  last: number;
  /** The number of users who have it. */
  users: number;
  /** Its label when the editor was opened; undefined for a new one. */
  oldName: string | undefined;
  /** Whether files may still use the old label. */
  keepsOldName: boolean;
  onKeepOldName: (keep: boolean) => void;
  error: string | undefined;
  onMove: (to: number) => void;
  onRemove: (texts: { label: string; aliases: readonly string[] }) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
};

/** One option of a choice field: label, other values in files, and position. */
export function OptionRow(props: Props) {
  const { control, index, last, users, oldName, error, onMove, onRemove, onPaste, onKeyDown } = props;
  // Undefined for a moment when a row above is removed.
  const watched: string | undefined = useWatch({ control, name: `options.${index}.label` });
  const label = watched ?? "";
  const { field } = useController({ control, name: `options.${index}.aliases` });
  const aliases = field.value ?? [];
  const [open, setOpen] = useState(false);
  const name = label || `option ${index + 1}`;
  const renamed = oldName !== undefined && label.trim() !== "" && label.trim() !== oldName;
  const showsAliases = open || aliases.length > 0;
  return (
    <li className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-1">
        <Input
          {...control.register(`options.${index}.label`)}
          aria-label={`Option ${index + 1}`}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          onPaste={onPaste}
          onKeyDown={onKeyDown}
          className="min-w-36 flex-1"
        />
        <span className="w-20 shrink-0 text-right text-muted-foreground text-xs max-sm:hidden">
          {users > 0 ? plural(users, "user") : ""}
        </span>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Other values for ${name}`}
          title="Other values in files for this option"
          aria-expanded={showsAliases}
          onClick={() => setOpen(!open)}
        >
          <Equal aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move ${name} up`}
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        >
          <ArrowUp aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move ${name} down`}
          disabled={index === last}
          onClick={() => onMove(index + 1)}
        >
          <ArrowDown aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove ${name}`}
          onClick={() => onRemove({ label, aliases })}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {showsAliases ? <AliasChips name={name} aliases={aliases} onChange={field.onChange} /> : null}
      {renamed && !aliases.includes(oldName) ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radix renders the box as a button inside it
        <label className="flex items-center gap-2 pl-3 text-muted-foreground text-xs">
          <Checkbox
            checked={props.keepsOldName}
            onCheckedChange={(checked) => props.onKeepOldName(checked === true)}
          />
          <span>Keep accepting “{oldName}” in files</span>
        </label>
      ) : null}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </li>
  );
}
