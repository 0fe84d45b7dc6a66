"use client";

import { type ReactNode, useId } from "react";
import { FieldError, FieldHelp } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";

/** What ties a control to its label, help and error. */
export type ControlProps = {
  id: string;
  "aria-labelledby"?: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  label: ReactNode;
  /** Says so beside the label. */
  optional?: boolean;
  /** Under the control: what to enter, where to find it. */
  help?: ReactNode;
  /** What is wrong; "" where it is said elsewhere. Undefined: nothing. */
  error?: string | undefined;
  layout?: keyof typeof LAYOUTS;
  className?: string;
};

/** Where the parts go: above each other, a switch at the right end, or a checkbox before its label. */
const LAYOUTS = {
  stacked: { field: "gap-1.5", label: "", help: "", error: "" },
  switch: {
    field: "grid-cols-[1fr_auto] items-start gap-x-4 gap-y-0.5",
    label: "",
    help: "",
    error: "col-span-2",
  },
  checkbox: {
    field: "grid-cols-[auto_1fr] items-start gap-x-2.5 gap-y-0.5",
    label: "col-start-2 row-start-1 font-normal",
    help: "col-start-2",
    error: "col-start-2",
  },
  /** Several controls under one label, which is none of a single one. */
  group: { field: "gap-1.5", label: "", help: "", error: "" },
} as const;

type Props = FieldProps & { children: (control: ControlProps) => ReactNode };

/** Label, control, help and error. The control is drawn by `children` and takes the given props. */
export function Field({ label, optional, help, error, layout = "stacked", className, children }: Props) {
  const id = useId();
  const parts = LAYOUTS[layout];
  const described = [error ? `${id}-error` : "", help ? `${id}-help` : ""].filter(Boolean).join(" ");
  const control = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": error === undefined ? undefined : (true as const),
  };
  const text = (
    <>
      {label}
      {optional ? <span className="font-normal text-muted-foreground text-xs">Optional</span> : null}
    </>
  );
  return (
    <div data-slot="field" className={cn("grid content-start", parts.field, className)}>
      {layout === "group" ? (
        <span id={`${id}-label`} className="font-medium text-sm">
          {text}
        </span>
      ) : (
        <Label htmlFor={id} className={parts.label}>
          {text}
        </Label>
      )}
      {children(layout === "group" ? { ...control, "aria-labelledby": `${id}-label` } : control)}
      {help ? (
        <FieldHelp id={`${id}-help`} className={parts.help}>
          {help}
        </FieldHelp>
      ) : null}
      <FieldError id={`${id}-error`} className={parts.error}>
        {error}
      </FieldError>
    </div>
  );
}
