"use client";

import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { stripText } from "@/components/patterns/night-labels";
import { NightStrip } from "@/components/patterns/night-strip";

const NightsPopover = deferDialog(
  async () => (await import("@/components/overview/nights-popover")).NightsPopover,
  { early: false },
);

type Props = {
  strip: string;
  sync: { id: string; name: string };
  scope: { org: string; workspace: string };
};

/** The strip of a sync. It opens the nights as a list, with times, results and links, for touch and the keyboard too. */
export function NightButton({ strip, sync, scope }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div className="relative w-fit max-w-full">
      <button
        type="button"
        aria-label={`Nights of ${sync.name}. ${stripText(strip)}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="flex h-8 max-w-full items-center rounded-md px-1 transition-colors hover:bg-accent"
      >
        <NightStrip strip={strip} className="h-auto max-w-full" />
      </button>
      {open ? <NightsPopover open={open} onOpenChange={setOpen} sync={sync} scope={scope} /> : null}
    </div>
  );
}
