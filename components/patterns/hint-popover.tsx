"use client";

import type { ReactNode } from "react";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useReturnFocus } from "@/components/ui/return-focus";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; about: string; children: ReactNode };

export function HintPopover({ open, onOpenChange, about, children }: Props) {
  const { opener, returnFocus } = useReturnFocus();
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor className="pointer-events-none absolute inset-0" />
      <PopoverContent
        aria-label={about}
        tabIndex={-1}
        className="w-[min(20rem,calc(100vw-1rem))]"
        onCloseAutoFocus={(event) => {
          if (document.activeElement === document.body) returnFocus(event);
        }}
      >
        {opener}
        <div className="grid gap-1.5 text-pretty text-sm">{children}</div>
      </PopoverContent>
    </Popover>
  );
}
