"use client";

import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { Copyable } from "@/components/patterns/copyable";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SftpFields, SftpInput } from "@/lib/pipeline/source/sftp/form";
import { makeKeyPairAction } from "@/lib/remote-sources/actions";

type Props = {
  form: UseFormReturn<SftpFields, unknown, SftpInput>;
  /** Of the stored key pair; null without one. */
  stored: string | null;
  /** Whether the stored key pair is for another host, port or user than the form names. */
  moved: boolean;
};

/** A key pair that Rollcall makes: its public half to install on the server, and the button that makes another one. */
export function KeyPair({ form, stored, moved }: Props) {
  const { org } = useScope();
  const [made, setMade] = useState<string | null>(null);
  const { run, pending, error } = useAction(makeKeyPairAction, {
    quiet: true,
    onDone: ({ draft, publicKey }) => {
      form.setValue("keyDraft", draft, { shouldDirty: true });
      form.clearErrors("keyDraft");
      setMade(publicKey);
    },
  });
  const shown = made ?? (moved ? null : stored);
  const problem = form.formState.errors.keyDraft?.message;
  const make = (type: "ed25519" | "rsa") => void run({ org }, { type });
  return (
    <section aria-label="Key pair" className="grid gap-3">
      {shown ? <Install publicKey={shown} /> : null}
      {made && stored && !moved ? (
        <Alert tone="held">
          <AlertTitle>The old key stays in use until you save</AlertTitle>
          <AlertDescription>
            Install the new key beside the old one first. Then check and save: once the new key works, it
            replaces the old one.
          </AlertDescription>
        </Alert>
      ) : null}
      {shown ? null : (
        <p className="text-pretty text-muted-foreground text-sm">
          {stored && moved
            ? "Create a new key pair. The stored one is only used for the host, port and user it was made for."
            : "Rollcall keeps the private key encrypted and never shows it. You install the public key on the server."}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="outline"
          pending={pending}
          aria-describedby={problem ? "key-pair-problem" : undefined}
          onClick={() => make("ed25519")}
        >
          {shown ? "Create a new key pair" : "Create key pair"}
        </Button>
        <Button variant="ghost" disabled={pending} onClick={() => make("rsa")}>
          RSA 4096 instead
        </Button>
      </div>
      <p className="text-muted-foreground text-sm">
        Ed25519 suits nearly every server. RSA is for old ones, and takes a few seconds to create.
      </p>
      {problem ? (
        <p id="key-pair-problem" role="alert" className="text-danger text-sm">
          {problem}
        </p>
      ) : null}
      <ActionErrorPanel error={error} />
    </section>
  );
}

function Install({ publicKey }: { publicKey: string }) {
  const command = `mkdir -p ~/.ssh && chmod 700 ~/.ssh && echo '${publicKey}' >> ~/.ssh/authorized_keys && chmod 600 ~/.ssh/authorized_keys`;
  return (
    <div className="grid gap-2 text-sm">
      <p className="font-medium">Public key</p>
      <Copyable value={publicKey} label="Copy public key" />
      <p className="text-pretty text-muted-foreground">
        Ask your IT team to add it as one line to <span className="font-mono">~/.ssh/authorized_keys</span> of
        this user. On a Linux server, signed in as that user:
      </p>
      <Copyable value={command} label="Copy command" />
      <p className="text-pretty text-muted-foreground">
        If that takes a while, save without checking. The key stays here, and you can check the connection
        later.
      </p>
    </div>
  );
}
