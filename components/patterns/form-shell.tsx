"use client";

import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { UnsavedChanges } from "@/components/patterns/unsaved-changes";
import { cn } from "@/lib/cn";

type Props<V extends FieldValues, C, T> = {
  form: UseFormReturn<V, C, T>;
  onSubmit: (values: T) => unknown;
  /** False for forms without anything to lose, such as sign-in. */
  warnUnsaved?: boolean;
  className?: string;
  children: ReactNode;
};

/** A form: ⌘↩ or Ctrl+Enter submits it, and leaving with unsaved changes asks first. */
export function FormShell<V extends FieldValues, C, T>({
  form,
  onSubmit,
  warnUnsaved = true,
  className,
  children,
}: Props<V, C, T>) {
  const { isDirty, isSubmitting } = form.formState;
  return (
    <>
      <form
        noValidate
        className={cn("grid gap-5", className)}
        onSubmit={(event) => {
          // A form inside a dialog must not submit the form around it.
          event.stopPropagation();
          void form.handleSubmit(async (values) => void (await onSubmit(values)))(event);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
      >
        {children}
      </form>
      <UnsavedChanges when={warnUnsaved && isDirty && !isSubmitting} />
    </>
  );
}
