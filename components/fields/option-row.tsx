"use client";

import { ArrowDown, ArrowUp, Equal, Merge, Trash2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, memo, useState } from "react";
import { AliasChips } from "@/components/fields/alias-chips";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { plural } from "@/lib/format/plural";

export type Option = CreateFieldInput["options"][number];

type Props = {
  option: Option;
  /** Its place among all options, and the last place. */
  index: number;
  last: number;
  /** The number of users who have it. */
  users: number;
  /** Its label when the editor was opened; undefined for a new one. */
  oldName: string | undefined;
  /** Whether files may still use the old label. */
  keepsOldName: boolean;
  error: string | undefined;
  /** What the row is found by when it gets the focus. */
  rowKey: number;
  /** Undefined where it can't be merged into another. */
  onMerge: ((option: Option) => void) | undefined;
  on: RowEvents;
};

/** Controls of a row that get the focus after a change, each with `data-control`. */
export type RowControl = "label" | "up" | "down" | "remove" | "merge";

/** The same functions for all rows, so that a row is drawn again only when it changes. */
export type RowEvents = {
  change: (index: number, change: Partial<Option>) => void;
  keepOldName: (id: number, keep: boolean) => void;
  move: (from: number, to: number) => void;
  remove: (index: number) => void;
  paste: (event: ClipboardEvent<HTMLInputElement>, index: number) => void;
  keyDown: (event: KeyboardEvent<HTMLInputElement>, index: number) => void;
};

/** One option of a choice field: label, other values in files, and position. */
export const OptionRow = memo(function OptionRow(props: Props) {
  const { option, index, last, users, oldName, error, rowKey, onMerge, on } = props;
  const { id, label, aliases = [] } = option;
  const [open, setOpen] = useState(false);
  const name = label || `option ${index + 1}`;
  const renamed = oldName !== undefined && label.trim() !== "" && label.trim() !== oldName;
  const showsAliases = open || aliases.length > 0;
  return (
    <li className="grid gap-1.5" data-row={rowKey}>
      <div className="flex flex-wrap items-center gap-1">
        <Input
          value={label}
          onChange={(event) => on.change(index, { label: event.target.value })}
          aria-label={`Option ${index + 1}`}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          data-control="label"
          onPaste={(event) => on.paste(event, index)}
          onKeyDown={(event) => on.keyDown(event, index)}
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
        {onMerge && id !== undefined ? (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Merge ${name} into another option`}
            data-control="merge"
            title="Merge into another option"
            onClick={() => onMerge(option)}
          >
            <Merge aria-hidden="true" />
          </Button>
        ) : null}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move ${name} up`}
          data-control="up"
          disabled={index === 0}
          onClick={() => on.move(index, index - 1)}
        >
          <ArrowUp aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Move ${name} down`}
          data-control="down"
          disabled={index === last}
          onClick={() => on.move(index, index + 1)}
        >
          <ArrowDown aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove ${name}`}
          data-control="remove"
          onClick={() => on.remove(index)}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {showsAliases ? (
        <AliasChips
          name={name}
          aliases={aliases}
          onChange={(changed) => on.change(index, { aliases: changed })}
        />
      ) : null}
      {renamed && id !== undefined && !aliases.includes(oldName) ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radix renders the box as a button inside it
        <label className="flex items-center gap-2 pl-3 text-muted-foreground text-xs">
          <Checkbox
            checked={props.keepsOldName}
            onCheckedChange={(checked) => on.keepOldName(id, checked === true)}
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
});
