"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { CopyButton } from "@/components/patterns/copy-button";
import { Copyable } from "@/components/patterns/copyable";
import { DayTime } from "@/components/patterns/day-time";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { PgpSigners } from "@/components/remote-sources/pgp/pgp-signers";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { pgpKeyId } from "@/lib/model/pgp";
import { makePgpKeyAction, removePgpKeysAction, setPgpRequiredAction } from "@/lib/remote-sources/actions";
import type { PgpView } from "@/lib/remote-sources/pgp/read-keys";

type Props = { id: string; pgp: PgpView };

/** The keys that files of a Remote Source are encrypted and signed with. */
export function PgpPanel({ id, pgp }: Props) {
  const [present] = pgp.own;
  return (
    <Panel
      title="Encrypted files (PGP)"
      description={
        present
          ? "Send this public key to the people who export the file. Files that are encrypted for it are decrypted automatically, whatever they are called."
          : "If files are to be encrypted for you, create a key here and send its public part to the people who export the file."
      }
    >
      <div className="grid gap-4">
        {present ? <PresentKey id={id} pgp={pgp} present={present} /> : <MakeKey id={id} expected={null} />}
        {present || pgp.signers.length > 0 ? <PgpSigners id={id} signers={pgp.signers} /> : null}
      </div>
    </Panel>
  );
}

function PresentKey({ id, pgp, present }: Props & { present: PgpView["own"][number] }) {
  const { org } = useScope();
  const required = useAction(setPgpRequiredAction, { success: "Saved" });
  return (
    <>
      <div className="grid gap-1.5">
        <p className="text-muted-foreground text-xs">Fingerprint</p>
        <Copyable value={present.fingerprint.toUpperCase()} label="Copy fingerprint" />
        <p className="text-muted-foreground text-xs">
          Created by {present.createdBy} on <DayTime at={new Date(present.createdAt)} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button asChild variant="outline" size="sm">
          <a href={downloadOf(present.publicKey)} download={`rollcall-${present.fingerprint.slice(-16)}.asc`}>
            Download public key
          </a>
        </Button>
        <CopyButton value={present.publicKey} label="Copy public key" />
        <MakeKey id={id} expected={present.fingerprint} />
        <RemoveKeys id={id} />
      </div>
      {pgp.own.slice(1).map((key) => (
        <p key={key.fingerprint} className="text-sm">
          The key {pgpKeyId(key.fingerprint)} was replaced. It opens files until{" "}
          {key.opensUntil ? <DayTime at={new Date(key.opensUntil)} /> : null}.
        </p>
      ))}
      <div className="flex items-start gap-2">
        <Switch
          id="pgp-required"
          checked={pgp.isRequired}
          disabled={required.pending}
          onCheckedChange={(isRequired) => void required.run({ org }, { id, isRequired })}
        />
        <div className="grid gap-0.5">
          <Label htmlFor="pgp-required">Refuse files that are not encrypted</Label>
          <p className="text-muted-foreground text-sm">
            Without this, a file that is not encrypted is read as before.
          </p>
        </div>
      </div>
    </>
  );
}

function downloadOf(publicKey: string): string {
  return `data:application/pgp-keys;charset=utf-8,${encodeURIComponent(publicKey)}`;
}

function MakeKey({ id, expected }: { id: string; expected: string | null }) {
  const { org } = useScope();
  const [isAsked, setAsked] = useState(false);
  const { run, pending } = useAction(makePgpKeyAction, { success: "PGP key created" });
  const make = () => run({ org }, { id, expected });
  if (expected === null) {
    return (
      <Button className="w-fit" variant="outline" pending={pending} onClick={() => void make()}>
        Create PGP key
      </Button>
    );
  }
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setAsked(true)}>
        Replace key
      </Button>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title="Replace key"
        description="A new key is created. Send its public part to the people who export the file."
        kept={["The present key opens files for 30 more days."]}
        confirmLabel="Replace key"
        tone="default"
        onConfirm={make}
      />
    </>
  );
}

function RemoveKeys({ id }: { id: string }) {
  const { org } = useScope();
  const [isAsked, setAsked] = useState(false);
  const { run } = useAction(removePgpKeysAction, { success: "PGP keys removed", quiet: true });
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setAsked(true)}>
        Remove keys
      </Button>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title="Remove keys"
        description="Files of this Remote Source are no longer decrypted, and signatures are no longer checked."
        lost={["All private keys of this Remote Source: what is encrypted for them can't be opened again."]}
        confirmLabel="Remove keys"
        tone="destructive"
        onConfirm={() => run({ org }, { id })}
      />
    </>
  );
}
