"use client";

import { CircleQuestionMark } from "lucide-react";
import { type ReactNode, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";

const HintPopover = deferDialog(
  async () => (await import("@/components/patterns/hint-popover")).HintPopover,
  {
    early: false,
  },
);

type Props = {
  /** The label of the field. */
  about: string;
  children: ReactNode;
};

/** The "?" beside a field: a few sentences more than fit under it, by touch and by keyboard. */
export function Hint({ about, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <span className="relative inline-flex">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="inline-flex size-6 items-center justify-center rounded-full text-muted-foreground hover:bg-accent hover:text-foreground"
        onClick={() => setOpen(!open)}
      >
        <CircleQuestionMark className="size-3.5" aria-hidden="true" />
        <span className="sr-only">Help with “{about}”</span>
      </button>
      {open ? (
        <HintPopover open={open} onOpenChange={setOpen} about={about}>
          {children}
        </HintPopover>
      ) : null}
    </span>
  );
}
