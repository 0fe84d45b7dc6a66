import { cva } from "class-variance-authority";
import { BUTTON_BASE, BUTTON_DEFAULT, BUTTON_OUTLINE, BUTTON_SIZE } from "@/components/ui/button-classes";

/** How a button looks; apart from `Button`, for pages that leave out the merging of classes. */
export const buttonVariants = cva(BUTTON_BASE, {
  variants: {
    variant: {
      default: BUTTON_DEFAULT,
      secondary: "bg-secondary text-secondary-foreground hover:bg-border",
      outline: BUTTON_OUTLINE,
      ghost: "text-foreground hover:bg-accent",
      destructive: "bg-destructive text-destructive-foreground hover:bg-destructive-hover",
      link: "text-primary underline-offset-4 hover:underline",
    },
    size: {
      default: BUTTON_SIZE,
      sm: "h-7 px-2.5 text-xs",
      lg: "h-9 px-4 text-base",
      icon: "size-8 max-md:size-9",
      "icon-sm": "size-7",
    },
  },
  compoundVariants: [{ variant: "link", class: "h-auto px-0" }],
  defaultVariants: { variant: "default", size: "default" },
});
