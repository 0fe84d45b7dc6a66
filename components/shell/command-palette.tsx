"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PaletteActions } from "@/components/shell/palette-actions";
import { PaletteHits } from "@/components/shell/palette-hits";
import { PalettePlaces } from "@/components/shell/palette-places";
import { paletteScore } from "@/components/shell/palette-score";
import { CommandDialog, CommandInput, CommandList } from "@/components/ui/command";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onKeys: () => void };

/** ⌘K: opens any page, workspace, source, user, sync or run, or starts an action. */
export function CommandPalette({ open, onOpenChange, onKeys }: Props) {
  const router = useRouter();
  const [text, setText] = useState("");

  function change(next: boolean) {
    onOpenChange(next);
    if (!next) setText("");
  }

  /** Closes first, because the action may open a dialog. */
  function then(act: () => void) {
    change(false);
    act();
  }

  const go = (href: string) => then(() => router.push(href));

  return (
    <CommandDialog
      open={open}
      onOpenChange={change}
      filter={paletteScore}
      title="Search"
      description="Type to find a page, a workspace, a source, a user or an action."
    >
      <CommandInput value={text} onValueChange={setText} placeholder="Search or run a command…" />
      <CommandList>
        <PaletteHits text={text} go={go} />
        <PalettePlaces typed={text.trim() !== ""} go={go} />
        <PaletteActions go={go} then={then} onKeys={onKeys} />
      </CommandList>
    </CommandDialog>
  );
}
