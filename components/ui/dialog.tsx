"use client";

import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

export const overlayClasses =
  "fixed inset-0 z-50 bg-black/35 dark:bg-black/60 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-100";

/** Centred on large screens, at the bottom on a phone. */
export const modalClasses =
  "fixed z-50 grid w-full grid-cols-1 gap-4 border bg-popover p-5 text-popover-foreground shadow-pop outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-100 max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:overflow-y-auto max-sm:rounded-t-xl sm:top-[50%] sm:left-[50%] sm:max-h-[86dvh] sm:translate-x-[-50%] sm:translate-y-[-50%] sm:overflow-y-auto sm:rounded-xl";

/** How wide a dialog is on a large screen. There are no others. */
export const modalWidths = {
  /** A question. */
  narrow: "sm:max-w-md",
  /** A form. */
  default: "sm:max-w-lg",
  /** Something to look through: folders, options, what each value becomes. */
  wide: "sm:max-w-2xl",
  /** A table to fill in. */
  table: "sm:max-w-3xl",
} as const;

export type DialogWidth = keyof typeof modalWidths;

export function Dialog(props: ComponentProps<typeof DialogPrimitive.Root>) {
  return <DialogPrimitive.Root data-slot="dialog" {...props} />;
}

export function DialogClose(props: ComponentProps<typeof DialogPrimitive.Close>) {
  return <DialogPrimitive.Close data-slot="dialog-close" {...props} />;
}

export function DialogContent({
  className,
  children,
  hideClose = false,
  width = "default",
  ...props
}: ComponentProps<typeof DialogPrimitive.Content> & { hideClose?: boolean; width?: DialogWidth }) {
  const { opener, returnFocus } = useReturnFocus();
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay data-slot="dialog-overlay" className={overlayClasses} />
      <DialogPrimitive.Content
        data-slot="dialog-content"
        className={cn(modalClasses, modalWidths[width], className)}
        onCloseAutoFocus={returnFocus}
        {...props}
      >
        {opener}
        {children}
        {hideClose ? null : (
          <DialogPrimitive.Close className="absolute top-3 right-3 rounded-md p-1.5 text-muted-foreground hover:bg-accent hover:text-foreground">
            <X className="size-4" aria-hidden="true" />
            <span className="sr-only">Close</span>
          </DialogPrimitive.Close>
        )}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="dialog-header" className={cn("flex flex-col gap-1 pr-8", className)} {...props} />;
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof DialogPrimitive.Title>) {
  return (
    <DialogPrimitive.Title
      data-slot="dialog-title"
      className={cn("font-semibold text-lg leading-6 tracking-[-0.01em]", className)}
      {...props}
    />
  );
}

export function DialogDescription({
  className,
  ...props
}: ComponentProps<typeof DialogPrimitive.Description>) {
  return (
    <DialogPrimitive.Description
      data-slot="dialog-description"
      className={cn("text-muted-foreground", className)}
      {...props}
    />
  );
}
