"use client";

import { Copyable } from "@/components/patterns/copyable";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { approveHostKeyAction } from "@/lib/remote-sources/actions";
import type { CheckOutcome } from "@/lib/remote-sources/check";
import type { CheckedSource } from "@/lib/remote-sources/views";

type Props = {
  source: CheckedSource;
  seen: NonNullable<CheckOutcome["hostKey"]>;
  onApproved: () => void;
};

/** The host key of the server: to compare when it is new, to approve when it has changed. */
export function ServerKey({ source, seen, onApproved }: Props) {
  if (seen.state === "changed") {
    return (
      <ChangedKey
        id={source.id}
        pinned={source.hostKey?.fingerprint ?? null}
        seen={seen.key.fingerprint}
        canApprove
        onApproved={onApproved}
      />
    );
  }
  return (
    <div className="grid gap-1.5">
      <p className="text-sm">
        {seen.state === "pinned"
          ? "The fingerprint of the server is now stored. Compare it with the one the server's administrator sees:"
          : "The fingerprint of the server has not changed:"}
      </p>
      <Copyable value={seen.key.fingerprint} label="Copy fingerprint" />
    </div>
  );
}

type ChangedProps = {
  id: string;
  pinned: string | null;
  seen: string;
  /** Only for members who may edit the Remote Source. */
  canApprove: boolean;
  onApproved: () => void;
};

/** A key that differs from the approved one: all connections stop until someone approves it. */
export function ChangedKey({ id, pinned, seen, canApprove, onApproved }: ChangedProps) {
  return (
    <Alert tone="danger">
      <AlertTitle>The server shows a different key</AlertTitle>
      <AlertDescription>
        <p>
          The server was reinstalled, or another machine is responding at its address. Syncs are stopped, and
          no password was sent. Ask the server's administrator before you approve the new key.
        </p>
        <dl className="mt-1 grid gap-1.5 text-foreground">
          <dt className="text-muted-foreground text-xs">Approved key</dt>
          <dd className="break-all font-mono text-sm">{pinned}</dd>
          <dt className="text-muted-foreground text-xs">New key</dt>
          <dd className="break-all font-mono text-sm">{seen}</dd>
        </dl>
      </AlertDescription>
      {canApprove ? (
        <AlertActions>
          <ApproveButton id={id} fingerprint={seen} onApproved={onApproved} />
        </AlertActions>
      ) : null}
    </Alert>
  );
}

type ButtonProps = {
  id: string;
  fingerprint: string;
  onApproved: () => void;
};

function ApproveButton({ id, fingerprint, onApproved }: ButtonProps) {
  const { org } = useScope();
  const { run, pending } = useAction(approveHostKeyAction, {
    success: "New key approved",
    onDone: onApproved,
  });
  return (
    <Button
      variant="outline"
      size="sm"
      pending={pending}
      onClick={() => void run({ org }, { id, fingerprint })}
    >
      Approve new key
    </Button>
  );
}
