"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import type { BrowseRemoteSource } from "@/components/remote-sources/types";
import { PathField } from "@/components/syncs/path-field";
import { Button } from "@/components/ui/button";

type Props<V extends FieldValues, T> = {
  form: UseFormReturn<V, unknown, T>;
  name: FieldPath<V>;
  /** Whose folders to browse; "" while none is chosen. */
  sourceId: string;
  browse: BrowseRemoteSource;
};

/** The path of the second file, for those who have one: out of the way until it is wanted. */
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
      help="A second file that names who leads which teams, by ID and Team(s). Both are read in one run."
    />
  );
}
