import { cva } from "class-variance-authority";

/** How a message on the page looks; apart from `Alert`, for pages that leave out the merging of classes. */
export const alertVariants = cva(
  "relative grid w-full grid-cols-[1rem_1fr] items-start gap-x-2.5 gap-y-1 rounded-md border px-3 py-2.5 text-foreground [&>svg]:mt-[3px] [&>svg]:size-4",
  {
    variants: {
      tone: {
        neutral: "bg-subtle [&>svg]:text-muted-foreground",
        success: "border-success-line bg-success-soft [&>svg]:text-success",
        running: "border-running-line bg-running-soft [&>svg]:text-running",
        held: "border-held-line bg-held-soft [&>svg]:text-held",
        danger: "border-danger-line bg-danger-soft [&>svg]:text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);
