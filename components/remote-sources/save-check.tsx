"use client";

import { useRef } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { askPassword } from "@/components/patterns/ask-password";
import { Copyable } from "@/components/patterns/copyable";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useScope } from "@/components/patterns/use-scope";
import { CheckStages } from "@/components/remote-sources/check-stages";
import type { CheckUi } from "@/components/remote-sources/kinds/source-ui";
import { ChangedKey } from "@/components/remote-sources/server-key";
import { useCheck } from "@/components/remote-sources/use-check";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ActionError } from "@/lib/action";
import type { RemoteSource } from "@/lib/remote-sources/views";

type Props = {
  ui: CheckUi;
  /** The values of the form, with the id of a source that is edited. */
  body: unknown;
  source: RemoteSource | null;
  saving: boolean;
  /** With the proof of the check, or null to save unchecked. */
  onSave: (proof: string | null) => void;
  /** The values can't be checked: the fields say why. */
  onRefused: (error: ActionError) => void;
  /** Back to the form, to the field that the failure points to. */
  onFix: (field: string | null) => void;
  onClose: () => void;
};

/** Checks what a form holds before it is saved: what passed is saved, what failed says why, and can be saved all the same. */
export function SaveCheck({ ui, body, source, saving, onSave, onRefused, onFix, onClose }: Props) {
  const { org } = useScope();
  const asked = useRef(false);
  const { running, stages, outcome, error, again } = useCheck({
    url: `/${org}/remote-sources/check`,
    body,
    onEnd: ({ outcome: ended, error: refused }) => {
      if (refused?.code === "confirm_needed" && !asked.current) {
        asked.current = true;
        void askPassword().then((confirmed) => (confirmed ? again() : onClose()));
      } else if (refused && (refused.fieldErrors || refused.code === "invalid_input")) onRefused(refused);
      else if (ended?.proof && ended.hostKey?.state !== "new") onSave(ended.proof);
    },
  });
  const failed = running ? undefined : stages.find((stage) => !stage.ok);
  const hostKey = outcome?.hostKey;
  const fix = () => onFix((failed && ui.fieldOf?.(failed.stage, source?.settings ?? null)) ?? null);
  return (
    <TitledDialog
      title="Check connection"
      description={
        failed
          ? "Nothing has been saved yet."
          : "With the values you entered. They are saved when the check passes."
      }
      onClose={saving ? () => {} : onClose}
    >
      <CheckStages known={ui.stages} stages={stages} running={running} />
      <ActionErrorPanel error={error?.code === "confirm_needed" ? null : error} />
      {outcome?.result.ok ? (
        <Alert tone="success">
          <AlertTitle>The connection works</AlertTitle>
          <AlertDescription>{ui.works}</AlertDescription>
        </Alert>
      ) : null}
      {hostKey?.state === "new" && outcome?.proof ? (
        <div className="grid gap-1.5">
          <p className="text-sm">
            This is the fingerprint of the server's key. Compare it with the one the server's administrator
            sees. Once you approve it, a different key stops all syncs.
          </p>
          <Copyable value={hostKey.key.fingerprint} label="Copy fingerprint" />
        </div>
      ) : null}
      {hostKey?.state === "changed" && source ? (
        <ChangedKey
          id={source.id}
          pinned={source.hostKey?.fingerprint ?? null}
          seen={hostKey.key.fingerprint}
          canApprove
          onApproved={again}
        />
      ) : null}
      {failed || error ? (
        <DialogFoot verb="Edit" onVerb={fix} autoFocus>
          <Button variant="ghost" pending={saving} onClick={() => onSave(null)}>
            Save without checking
          </Button>
          <Button variant="outline" onClick={again}>
            Check again
          </Button>
        </DialogFoot>
      ) : outcome?.proof && hostKey?.state === "new" ? (
        <DialogFoot
          onCancel={onClose}
          verb="Approve key and save"
          pending={saving}
          onVerb={() => onSave(outcome.proof)}
        />
      ) : (
        <DialogFoot onCancel={onClose} isCancelOff={saving} />
      )}
    </TitledDialog>
  );
}
