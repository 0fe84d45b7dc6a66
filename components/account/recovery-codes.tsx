"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { CopyButton } from "@/components/patterns/copy-button";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { makeRecoveryCodesAction } from "@/lib/account/actions";

/** Shows new recovery codes, once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[] | null; onClose: () => void }) {
  if (!codes) return null;
  const text = codes.join("\n");
  return (
    <TitledDialog
      title="Save your recovery codes"
      description="Each signs you in once when you have lost your second factor. They are not shown again: keep them where you keep passwords, or print them."
      onClose={onClose}
    >
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md border bg-subtle p-3 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton value={text} label="Copy the recovery codes" />
        <Button asChild variant="outline">
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Recovery codes for Rollcall\n\n${text}\n`)}`}
            download="rollcall-recovery-codes.txt"
          >
            <Download aria-hidden="true" />
            Download
          </a>
        </Button>
      </div>
      <DialogFoot verb="I have saved them" onVerb={onClose} />
    </TitledDialog>
  );
}

/** Makes new ones; those of before stop working. */
export function NewRecoveryCodes() {
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { run } = useAction(makeRecoveryCodesAction, {
    quiet: true,
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Make new codes
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Make new recovery codes?"
        description="Ten new codes are shown once."
        lost={["Your earlier recovery codes stop working."]}
        tone="default"
        confirmLabel="Make new codes"
        onConfirm={() => run({})}
      />
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}
