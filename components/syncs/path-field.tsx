"use client";

import { FolderOpen } from "lucide-react";
import { useState } from "react";
import type { FieldPath, FieldPathValue, FieldValues, UseFormReturn } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { FolderBrowser } from "@/components/remote-sources/folder-browser";
import { Button } from "@/components/ui/button";

type Props<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  name: FieldPath<V>;
  /** The Remote Source to browse; "" while none is selected. */
  sourceId: string;
  label?: string;
  help?: string;
  placeholder?: string;
  optional?: boolean;
};

/** The path of a file on the server: entered, or selected from its folders. */
export function PathField<V extends FieldValues, T>(props: Props<V, T>) {
  const { form, name, sourceId, optional } = props;
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
          help={props.help ?? "Relative to the home folder of the user."}
        />
        <Button
          variant="outline"
          className="mt-[1.625rem] max-md:h-10"
          aria-expanded={browsing}
          aria-label={optional ? `Browse for the ${label.toLowerCase()}` : undefined}
          disabled={sourceId === ""}
          onClick={() => setBrowsing(!browsing)}
        >
          <FolderOpen aria-hidden="true" />
          Browse
        </Button>
      </div>
      {browsing && sourceId !== "" ? (
        <FolderBrowser key={sourceId} sourceId={sourceId} onPick={pick} />
      ) : null}
    </div>
  );
}
