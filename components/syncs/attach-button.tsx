"use client";

import { Plug } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Button } from "@/components/ui/button";
import type { SourceMention } from "@/lib/pipeline/source/registry";

const AttachDialog = deferDialog(async () => (await import("@/components/syncs/attach-dialog")).AttachDialog);

type Props = {
  workspace: { name: string; slug: string };
  sources: readonly SourceMention[];
  variant?: "default" | "outline";
};

/** The button that attaches a Remote Source to this workspace, with its dialog. */
export function AttachButton({ variant = "default", ...rest }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plug aria-hidden="true" />
        Attach Remote Source
      </Button>
      <AttachDialog {...rest} open={open} onOpenChange={setOpen} />
    </>
  );
}
