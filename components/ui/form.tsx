"use client";

import { Slot } from "radix-ui";
import { type ComponentProps, createContext, useContext, useId } from "react";
import {
  Controller,
  type ControllerProps,
  type FieldPath,
  type FieldValues,
  FormProvider,
  useFormContext,
  useFormState,
} from "react-hook-form";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";

export const Form = FormProvider;

const FieldName = createContext<string | null>(null);
const ItemId = createContext<string | null>(null);

export function FormField<V extends FieldValues, N extends FieldPath<V>, T = V>(
  props: ControllerProps<V, N, T>,
) {
  return (
    <FieldName.Provider value={props.name}>
      <Controller {...props} />
    </FieldName.Provider>
  );
}

/** The state of the surrounding field and the ids that connect its parts. */
export function useFormField() {
  const name = useContext(FieldName);
  const id = useContext(ItemId);
  const { getFieldState, control } = useFormContext();
  const formState = useFormState({ control, name: name ?? undefined });
  if (name === null || id === null) throw new Error("Form parts must be inside <FormField> and <FormItem>.");
  return {
    ...getFieldState(name, formState),
    name,
    formItemId: `${id}-control`,
    formDescriptionId: `${id}-help`,
    formMessageId: `${id}-error`,
  };
}

export function FormItem({ className, ...props }: ComponentProps<"div">) {
  const id = useId();
  return (
    <ItemId.Provider value={id}>
      <div data-slot="form-item" className={cn("grid content-start gap-1.5", className)} {...props} />
    </ItemId.Provider>
  );
}

export function FormLabel(props: ComponentProps<typeof Label>) {
  const { formItemId } = useFormField();
  return <Label data-slot="form-label" htmlFor={formItemId} {...props} />;
}

export function FormControl(props: ComponentProps<typeof Slot.Root>) {
  const { error, formItemId, formDescriptionId, formMessageId } = useFormField();
  return (
    <Slot.Root
      data-slot="form-control"
      id={formItemId}
      aria-describedby={error ? `${formMessageId} ${formDescriptionId}` : formDescriptionId}
      aria-invalid={error ? true : undefined}
      {...props}
    />
  );
}

export function FormDescription({ className, ...props }: ComponentProps<"div">) {
  const { formDescriptionId } = useFormField();
  return (
    <div
      data-slot="form-description"
      id={formDescriptionId}
      className={cn("text-pretty text-muted-foreground text-xs", className)}
      {...props}
    />
  );
}

export function FormMessage({ className, children, ...props }: ComponentProps<"p">) {
  const { error, formMessageId } = useFormField();
  const body = error ? String(error.message ?? "") : children;
  if (!body) return null;
  return (
    <p
      data-slot="form-message"
      id={formMessageId}
      role="alert"
      className={cn("text-danger text-xs", className)}
      {...props}
    >
      {body}
    </p>
  );
}
