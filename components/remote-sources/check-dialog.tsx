"use client";

import { TitledDialog } from "@/components/patterns/titled-dialog";
import { addressOf, CheckReport } from "@/components/remote-sources/check-report";
import type { ApproveHostKey, CheckedSource } from "@/components/remote-sources/types";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";

type Props = {
  source: CheckedSource;
  /** Null for members who may not approve a changed key. */
  approve: ApproveHostKey | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Checks a connection while it is open. Its content is mounted again each time: opening starts a check, closing stops it. */
export function CheckDialog({ source, approve, open, onOpenChange }: Props) {
  return (
    <TitledDialog
      title="Check connection"
      description={
        <>
          {source.name} · <span className="break-all font-mono text-sm">{addressOf(source)}</span>
        </>
      }
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <CheckReport
        source={source}
        approve={approve}
        actions={(running, again) => (
          <DialogFooter>
            {again}
            <DialogClose asChild>
              <Button variant={running ? "outline" : "default"}>{running ? "Cancel" : "Close"}</Button>
            </DialogClose>
          </DialogFooter>
        )}
      />
    </TitledDialog>
  );
}
