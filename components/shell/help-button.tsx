"use client";

import { CircleQuestionMark } from "lucide-react";
import { type ReactNode, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";

const HelpPopover = deferDialog(async () => (await import("@/components/shell/help-popover")).HelpPopover, {
  early: false,
});

/** Help with the page that is open, the file format, the keyboard, and whom to ask. */
export function HelpButton({ onKeys, children }: { onKeys: () => void; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="relative">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Help"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="text-muted-foreground max-md:size-9"
        onClick={() => setOpen(!open)}
      >
        <CircleQuestionMark aria-hidden="true" />
      </Button>
      {open ? (
        <HelpPopover open={open} onOpenChange={setOpen} onKeys={onKeys}>
          {children}
        </HelpPopover>
      ) : null}
    </div>
  );
}
