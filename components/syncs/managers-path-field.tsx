"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { type BrowsedSource, type Choosing, PathField } from "@/components/syncs/path-field";
import { Button } from "@/components/ui/button";

type Props<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  name: FieldPath<V>;
  /** The Remote Source to browse; null while none is selected. */
  source: BrowsedSource | null;
  choosing: Choosing;
};

/** The path of the optional second file, hidden until you add it. */
export function ManagersPathField<V extends FieldValues, T>(props: Props<V, T>) {
  const [open, setOpen] = useState(Boolean(props.form.getValues(props.name)));
  if (!open) {
    return (
      <Button variant="link" className="w-fit" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Add a managers file
      </Button>
    );
  }
  return (
    <PathField
      {...props}
      optional
      label="Managers file"
      placeholder="exports/managers.csv"
      help="A second file that lists who manages which teams, with the columns ID and Team(s). Each run reads both files."
    />
  );
}
