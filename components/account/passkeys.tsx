"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useState } from "react";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { whyNot } from "@/components/account/second-step-client";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Field } from "@/components/patterns/field";
import { RelativeTime } from "@/components/patterns/relative-time";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { addPasskeyAction, removePasskeyAction, startPasskeyAction } from "@/lib/account/actions";

type PasskeyRow = {
  id: string;
  name: string;
  isSynced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};

/** Each with a button to remove it. `lastFactor`: the only one of them is the account's only second factor. */
export function Passkeys({ passkeys, lastFactor }: { passkeys: readonly PasskeyRow[]; lastFactor: boolean }) {
  return (
    <ul className="divide-y">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <span className="wrap-anywhere font-medium">{passkey.name}</span>
              {passkey.isSynced ? <Badge variant="neutral">Synced between devices</Badge> : null}
            </p>
            <p className="text-muted-foreground text-sm">
              Added <RelativeTime at={passkey.createdAt} />
              {passkey.lastUsedAt ? (
                <>
                  , last used <RelativeTime at={passkey.lastUsedAt} />
                </>
              ) : (
                ", not used yet"
              )}
            </p>
          </div>
          <RemovePasskey {...passkey} last={lastFactor} />
        </li>
      ))}
    </ul>
  );
}

function RemovePasskey({ id, name, last }: { id: string; name: string; last: boolean }) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(removePasskeyAction, { quiet: true, success: "Passkey removed" });
  return (
    <>
      <Button variant="outline" size="sm" aria-label={`Remove ${name}`} onClick={() => setOpen(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Remove the passkey ${name}?`}
        description="It no longer signs you in. Delete it on your device, too."
        lost={
          last ? ["Your password alone signs you in from now on.", "Your recovery codes stop working."] : []
        }
        confirmLabel="Remove passkey"
        onConfirm={() => run({ id })}
      />
    </>
  );
}

/** Adds a passkey of this device, or of a phone or key that it asks. */
export function AddPasskey() {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = useAction(startPasskeyAction, { quiet: true });
  const add = useAction(addPasskeyAction, { quiet: true, success: "Passkey added" });

  async function make(): Promise<string | null> {
    const started = await start.run({});
    if (!started.ok) return [started.error.message, started.error.remedy].filter(Boolean).join(" ");
    const response = await startRegistration({ optionsJSON: started.data });
    const added = await add.run({ name: name.trim() || "Passkey", response });
    if (!added.ok) return [added.error.message, added.error.remedy].filter(Boolean).join(" ");
    setOpen(false);
    setCodes(added.data.recoveryCodes);
    return null;
  }

  async function submit() {
    setPending(true);
    setFailure(await make().catch(whyNot));
    setPending(false);
  }

  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          setName("");
          setFailure(null);
          setOpen(true);
        }}
      >
        Add a passkey
      </Button>
      <TitledDialog
        title="Add a passkey"
        description="Your device asks for your fingerprint, face or PIN, or for a security key."
        open={open}
        onClose={() => setOpen(false)}
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label="Name" help="So that you recognize it later, such as Work laptop.">
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={60}
                autoComplete="off"
                autoFocus
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {failure ? (
            <p role="alert" className="text-danger text-sm">
              {failure}
            </p>
          ) : null}
          <DialogFoot onCancel={() => setOpen(false)} verb="Continue" pending={pending} />
        </form>
      </TitledDialog>
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}
