"use client";

import { FolderOpen } from "lucide-react";
import { useState } from "react";
import type { FieldPath, FieldPathValue, FieldValues, UseFormReturn } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { FolderBrowser } from "@/components/remote-sources/folder-browser";
import { Button } from "@/components/ui/button";
import type { PathStart } from "@/lib/model/source";

/** What the field has to know of a Remote Source. */
export type BrowsedSource = { id: string; start: PathStart };

type Props<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  name: FieldPath<V>;
  /** The Remote Source to browse; null while none is selected. */
  source: BrowsedSource | null;
  label?: string;
  help?: string;
  placeholder?: string;
  optional?: boolean;
};

/** The path of a file on the server: entered, or selected from its folders. */
export function PathField<V extends FieldValues, T>(props: Props<V, T>) {
  const { form, name, source, optional } = props;
  const { label = "Path", placeholder = "exports/users.csv" } = props;
  const [browsing, setBrowsing] = useState(false);

  function pick(path: string) {
    // The field holds text, which is what a path is.
    form.setValue(name, path as FieldPathValue<V, FieldPath<V>>, { shouldDirty: true, shouldValidate: true });
    setBrowsing(false);
  }

  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2">
        <TextField
          control={form.control}
          name={name}
          label={label}
          optional={optional}
          mono
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          className="flex-1"
          help={props.help ?? (source ? `Relative to ${source.start.inWords}.` : undefined)}
        />
        <Button
          variant="outline"
          className="mt-[1.625rem] max-md:h-10"
          aria-expanded={browsing}
          aria-label={optional ? `Browse for the ${label.toLowerCase()}` : undefined}
          disabled={source === null}
          onClick={() => setBrowsing(!browsing)}
        >
          <FolderOpen aria-hidden="true" />
          Browse
        </Button>
      </div>
      {browsing && source ? <FolderBrowser key={source.id} source={source} onPick={pick} /> : null}
    </div>
  );
}
