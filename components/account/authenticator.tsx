"use client";

import { useState } from "react";
import { CodeForm } from "@/components/account/code-form";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Copyable } from "@/components/patterns/copyable";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import {
  confirmAuthenticatorAction,
  removeAuthenticatorAction,
  startAuthenticatorAction,
} from "@/lib/account/actions";

type Started = { secret: string; picture: { size: number; path: string } };

/** Sets up an authenticator app with a picture, a first code and recovery codes; or removes it. */
export function Authenticator({ isSetUp, last }: { isSetUp: boolean; last: boolean }) {
  const [started, setStarted] = useState<Started | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { run, pending } = useAction(startAuthenticatorAction, { onDone: setStarted });
  return (
    <>
      {isSetUp ? (
        <RemoveAuthenticator last={last} />
      ) : (
        <Button variant="outline" pending={pending} onClick={() => void run({})}>
          Set up
        </Button>
      )}
      {started ? (
        <TitledDialog
          title="Set up an authenticator app"
          description="Scan the QR code with an app such as Google Authenticator, 1Password or Aegis, then enter the code that it shows."
          onClose={() => setStarted(null)}
        >
          <QrPicture {...started.picture} />
          <div className="grid gap-1.5">
            <p className="text-muted-foreground text-sm">No camera? Enter this key in the app:</p>
            <Copyable value={started.secret} label="Copy the key" />
          </div>
          <CodeForm
            action={confirmAuthenticatorAction}
            submit="Turn on"
            onCancel={() => setStarted(null)}
            onDone={({ recoveryCodes }) => {
              setStarted(null);
              setCodes(recoveryCodes);
            }}
          />
        </TitledDialog>
      ) : null}
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}

/** Dark on white in every theme: cameras expect it. */
function QrPicture({ size, path }: Started["picture"]) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code for the authenticator app"
      shapeRendering="crispEdges"
      className="mx-auto size-48 rounded-md border bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Removes the authenticator app. `last`: nothing else is asked for at sign-in then. */
function RemoveAuthenticator({ last }: { last: boolean }) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(removeAuthenticatorAction, {
    quiet: true,
    success: "Authenticator app removed",
  });
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Remove the authenticator app?"
        description="Its codes stop working immediately."
        lost={
          last
            ? [
                "Your password alone signs you in from now on.",
                "Your recovery codes stop working.",
                "Organizations that require a second factor no longer open.",
              ]
            : []
        }
        kept={last ? [] : ["Your passkeys and recovery codes keep working."]}
        confirmLabel="Remove authenticator app"
        onConfirm={() => run({})}
      />
    </>
  );
}
