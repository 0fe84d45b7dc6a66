"use client";

import { useState } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import { type PgpSigner, pgpKeyId } from "@/lib/model/pgp";
import { addPgpSignerAction, removePgpSignerAction } from "@/lib/remote-sources/actions";

type Props = { id: string; signers: readonly PgpSigner[] };

/** The keys of senders. With at least one, every file must be signed. */
export function PgpSigners({ id, signers }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="grid gap-2 border-t pt-4">
      <h3 className="font-medium text-sm">Senders</h3>
      {signers.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          Signatures are not checked. Once you add the public key of a sender, every file must be signed.
        </p>
      ) : (
        <p className="text-muted-foreground text-sm">Every file must be signed by one of these keys.</p>
      )}
      <ul className="grid gap-1.5">
        {signers.map((signer) => (
          <Signer key={signer.fingerprint} id={id} signer={signer} />
        ))}
      </ul>
      {isOpen ? (
        <AddSigner id={id} close={() => setOpen(false)} />
      ) : (
        <Button className="w-fit" variant="outline" size="sm" onClick={() => setOpen(true)}>
          Add public key of a sender
        </Button>
      )}
    </div>
  );
}

function Signer({ id, signer }: { id: string; signer: PgpSigner }) {
  const { org } = useScope();
  const { run, pending } = useAction(removePgpSignerAction, { success: "Key removed" });
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 rounded-md border px-3 py-2 text-sm">
      <span className="min-w-0 break-all">
        {signer.name || "No name"} <span className="font-mono text-xs">{pgpKeyId(signer.fingerprint)}</span>
      </span>
      <Button
        variant="ghost"
        size="sm"
        pending={pending}
        aria-label={`Remove key ${pgpKeyId(signer.fingerprint)}`}
        onClick={() => void run({ org }, { id, fingerprint: signer.fingerprint })}
      >
        Remove
      </Button>
    </li>
  );
}

function AddSigner({ id, close }: { id: string; close: () => void }) {
  const { org } = useScope();
  const [publicKey, setPublicKey] = useState("");
  const { run, pending, error } = useAction(addPgpSignerAction, {
    success: "Key added",
    quiet: true,
    onDone: close,
  });
  const message = error ? (error.fieldErrors?.publicKey ?? error.message) : null;
  return (
    <div className="grid gap-1.5">
      <Label htmlFor="pgp-signer">Public key of the sender</Label>
      <Textarea
        id="pgp-signer"
        rows={6}
        className="font-mono text-xs"
        value={publicKey}
        aria-invalid={message !== null}
        aria-describedby="pgp-signer-help"
        placeholder="-----BEGIN PGP PUBLIC KEY BLOCK-----"
        onChange={(event) => setPublicKey(event.target.value)}
      />
      <p
        id="pgp-signer-help"
        className={message ? "text-danger text-sm" : "text-muted-foreground text-sm"}
        role={message ? "alert" : undefined}
      >
        {message ?? "Files without a valid signature are refused once the key is added."}
      </p>
      <div className="flex gap-2">
        <Button size="sm" pending={pending} onClick={() => void run({ org }, { id, publicKey })}>
          Add key
        </Button>
        <Button size="sm" variant="ghost" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
