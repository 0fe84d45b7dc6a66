import type { VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, MouseEvent } from "react";
import { buttonVariants } from "@/components/ui/button-variants";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Renders the only child, such as a link, styled as a button. */
    asChild?: boolean;
    /** Shows a spinner and ignores clicks; keeps the focus, which a disabled button would lose. */
    pending?: boolean;
  };

const ignore = (event: MouseEvent) => event.preventDefault();

export function Button({
  className,
  variant,
  size,
  asChild,
  pending,
  disabled,
  type,
  onClick,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type ?? "button"}
      className={classes}
      disabled={disabled}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      {...props}
      onClick={pending ? ignore : onClick}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}
