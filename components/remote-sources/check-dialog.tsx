"use client";

import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { CheckReport } from "@/components/remote-sources/check-report";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import type { CheckedSource } from "@/lib/remote-sources/views";

type Props = {
  source: CheckedSource;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Checks a connection while it is open. Its content is mounted again each time: opening starts a check, closing stops it. */
export function CheckDialog({ source, open, onOpenChange }: Props) {
  return (
    <TitledDialog
      title="Check connection"
      description={
        <>
          {source.name} ·{" "}
          <span className="break-all font-mono text-sm">
            {SOURCE_UI[source.kind].describe(source.settings, true)}
          </span>
        </>
      }
      open={open}
      onClose={() => onOpenChange(false)}
    >
      <CheckReport
        source={source}
        actions={(running, again) => (
          <DialogFoot onCancel={() => onOpenChange(false)} cancel={running ? "Cancel" : "Close"}>
            {again}
          </DialogFoot>
        )}
      />
    </TitledDialog>
  );
}
