"use client";

import { cx } from "class-variance-authority";
import { CircleAlert, LoaderCircle } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { alertVariants } from "@/components/ui/alert-variants";
import { buttonVariants } from "@/components/ui/button-variants";
import { inputClasses, lineClasses } from "@/components/ui/input-classes";
import type { ActionError } from "@/lib/action";

export type PlainFieldProps = Pick<
  ComponentProps<"input">,
  "autoComplete" | "autoFocus" | "defaultValue" | "inputMode"
> & {
  form: { errors: ReadonlyMap<string, string> };
  name: string;
  label: string;
};

/** Label, input and error of an e-mail address in a `PlainForm`. */
export function PlainEmail(props: PlainFieldProps) {
  return <PlainLine {...props} type="email" />;
}

type LineProps = PlainFieldProps &
  Pick<ComponentProps<"input">, "type" | "spellCheck" | "className" | "children">;

/** Label, input and error; `children` come after the input. */
export function PlainLine({ form, label, className, children, ...input }: LineProps) {
  const id = useId();
  const error = form.errors.get(input.name);
  return (
    <div data-slot="form-item" className="grid content-start gap-1.5">
      <label htmlFor={id} className="flex select-none items-center gap-1.5 font-medium text-sm">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={cx(inputClasses, lineClasses, className)}
        />
        {children}
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type SubmitProps = { pending: boolean; className?: string; autoFocus?: boolean; children: ReactNode };

/** As `Button`; `onClick` makes it one that sends no form. */
export function PlainButton({
  pending,
  className,
  onClick,
  ...props
}: SubmitProps & { onClick?: () => void }) {
  return (
    <button
      type={onClick ? "button" : "submit"}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      className={cx(buttonVariants(), className)}
      {...props}
    >
      {pending ? (
        <LoaderCircle
          aria-hidden="true"
          className="size-4 shrink-0 animate-spin motion-reduce:animate-none"
        />
      ) : null}
      {props.children}
    </button>
  );
}

/** As `ActionErrorPanel`. */
export function PlainError({ error }: { error: Pick<ActionError, "message" | "remedy"> | null }) {
  if (!error) return null;
  return (
    <div role="alert" className={alertVariants({ tone: "danger" })}>
      <CircleAlert aria-hidden="true" />
      <div className="col-start-2 text-pretty font-medium">{error.message}</div>
      {error.remedy ? (
        <div className="col-start-2 text-pretty text-muted-foreground">{error.remedy}</div>
      ) : null}
    </div>
  );
}
