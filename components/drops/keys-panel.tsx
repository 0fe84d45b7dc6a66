"use client";

import { useId, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { addDropKeyAction, removeDropKeyAction } from "@/lib/drops/actions";
import type { DropKeyView } from "@/lib/drops/views";

type Props = { id: string; keys: readonly DropKeyView[]; canEdit: boolean };

const KEYS_MAX = 5;

/** The public keys that may sign in by SFTP. */
export function KeysPanel({ id, keys, canEdit }: Props) {
  const { org } = useScope();
  const [removed, setRemoved] = useState<DropKeyView | null>(null);
  const remove = useAction(removeDropKeyAction, { success: "Key removed", quiet: true });
  return (
    <Panel title="Public keys" description="Up to five. Their owners sign in by SFTP without a password.">
      <div className="grid gap-4">
        {keys.length === 0 ? (
          <p className="text-muted-foreground text-sm">No key has been added yet.</p>
        ) : null}
        <ul className="grid gap-3 empty:hidden">
          {keys.map((key) => (
            <li key={key.id} className="flex items-start justify-between gap-3">
              <div className="min-w-0 text-sm">
                <p className="wrap-anywhere font-medium">{key.label}</p>
                <p className="break-all font-mono text-muted-foreground text-xs">{key.fingerprint}</p>
                <LastUse at={key.lastUsedAt} from={key.lastUsedFrom} />
              </div>
              {canEdit ? (
                <Button
                  size="sm"
                  variant="outline"
                  aria-label={`Remove ${key.label}`}
                  onClick={() => setRemoved(key)}
                >
                  Remove
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {canEdit && keys.length < KEYS_MAX ? <AddKey id={id} /> : null}
      </div>
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Remove “${removed?.label}”?`}
        description="You can add the key again. Files that came in stay in the drop."
        lost={["This key no longer lets anyone send files."]}
        confirmLabel="Remove"
        onConfirm={() => remove.run({ org }, { id, keyId: removed?.id ?? "" })}
      />
    </Panel>
  );
}

function AddKey({ id }: { id: string }) {
  const { org } = useScope();
  const field = useId();
  const [text, setText] = useState("");
  const add = useAction(addDropKeyAction, { success: "Key added", quiet: true, onDone: () => setText("") });
  const fault = add.error?.fieldErrors?.publicKey ?? add.error?.message;
  return (
    <form
      className="grid gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void add.run({ org }, { id, publicKey: text });
      }}
    >
      <label htmlFor={field} className="font-medium text-sm">
        Add a public key
      </label>
      <Textarea
        id={field}
        rows={3}
        value={text}
        spellCheck={false}
        className="font-mono text-xs"
        placeholder="ssh-ed25519 AAAA… name"
        aria-invalid={fault !== undefined}
        aria-describedby={`${field}-help`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${field}-help`} className={fault ? "text-danger text-sm" : "text-muted-foreground text-sm"}>
        {fault ?? "The one line of the file that ends in .pub. Never paste a private key."}
      </p>
      <div>
        <Button type="submit" size="sm" variant="outline" pending={add.pending} disabled={text.trim() === ""}>
          Add key
        </Button>
      </div>
    </form>
  );
}

/** When something that lets a client in was last used, and from where. */
export function LastUse({ at, from }: { at: Date | null; from: string | null }) {
  if (!at) return <p className="text-muted-foreground text-xs">Never used</p>;
  return (
    <p className="text-muted-foreground text-xs">
      Last used <RelativeTime at={at} />
      {from ? ` from ${from}` : ""}
    </p>
  );
}
