"use client";

import { type ReactNode, useId } from "react";
import { FieldError, FieldHelp } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";

/** Connects a control to its label, help and error. */
export type ControlProps = {
  id: string;
  "aria-labelledby"?: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  label: ReactNode;
  /** Shows "Optional" beside the label. */
  optional?: boolean;
  /** A `Hint` beside the label, for what does not fit under the control. */
  hint?: ReactNode;
  /** Shown under the control: what to enter, where to find it. */
  help?: ReactNode;
  /** The error; "" when it is shown elsewhere, undefined without an error. */
  error?: string | undefined;
  layout?: keyof typeof LAYOUTS;
  className?: string;
};

/** The layout: stacked, a switch on the right, or a checkbox before its label. */
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
  /** Several controls share the label, so it belongs to none of them. */
  group: { field: "gap-1.5", label: "", help: "", error: "" },
} as const;

type Props = FieldProps & { children: (control: ControlProps) => ReactNode };

/** Label, control, help and error. `children` renders the control with the given props. */
export function Field(props: Props) {
  const { label, optional, hint, help, error, layout = "stacked", className, children } = props;
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
      <Hinted hint={hint}>
        {layout === "group" ? (
          <span id={`${id}-label`} className="font-medium text-sm">
            {text}
          </span>
        ) : (
          <Label htmlFor={id} className={parts.label}>
            {text}
          </Label>
        )}
      </Hinted>
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

/** The label alone where there is no hint: some layouts place it. */
function Hinted({ hint, children }: { hint: ReactNode; children: ReactNode }) {
  if (!hint) return children;
  return (
    <span className="-my-0.5 flex items-center gap-1">
      {children}
      {hint}
    </span>
  );
}
