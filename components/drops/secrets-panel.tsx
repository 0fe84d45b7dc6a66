"use client";

import { useState } from "react";
import { LastUse } from "@/components/drops/keys-panel";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Copyable } from "@/components/patterns/copyable";
import { DayTime } from "@/components/patterns/day-time";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { makeDropSecretAction, revokeDropSecretAction } from "@/lib/drops/actions";
import type { DropSecretView } from "@/lib/drops/views";

const TokenDialog = deferDialog(async () => (await import("@/components/drops/token-dialog")).TokenDialog);

type Props = { id: string; secrets: readonly DropSecretView[]; canEdit: boolean };
type Kind = DropSecretView["kind"];

const NAMES: Readonly<Record<Kind, string>> = { password: "password", token: "token" };

/** The password for SFTP and the tokens for HTTPS: made here, shown once, revoked here. */
export function SecretsPanel({ id, secrets, canEdit }: Props) {
  const { org } = useScope();
  const [made, setMade] = useState<{ kind: Kind; secret: string } | null>(null);
  const make = useAction(makeDropSecretAction);
  const makeToken = useAction(makeDropSecretAction, { quiet: true });
  const [naming, setNaming] = useState(false);
  const [revoked, setRevoked] = useState<DropSecretView | null>(null);
  const [replacing, setReplacing] = useState(false);
  const revoke = useAction(revokeDropSecretAction, { success: "Revoked", quiet: true });
  const hasPassword = secrets.some((secret) => secret.kind === "password" && isValid(secret));

  async function createPassword() {
    const result = await make.run({ org }, { id, kind: "password", label: "", days: null });
    if (result.ok) setMade({ kind: "password", secret: result.data.secret });
    return result;
  }
  async function createToken(wanted: { label: string; days: 30 | 90 | 365 | null }) {
    const result = await makeToken.run({ org }, { id, kind: "token", ...wanted });
    if (result.ok) setMade({ kind: "token", secret: result.data.secret });
    return result;
  }
  return (
    <Panel
      title="Password and tokens"
      description="The password is for SFTP, a token is for HTTPS. Each is shown once, when it is made."
    >
      <div className="grid gap-4">
        {made ? (
          <div key={made.secret} ref={takeFocus} tabIndex={-1} className="rounded-md">
            <Alert tone="held">
              <AlertTitle>Copy the {NAMES[made.kind]} now. It is not shown again.</AlertTitle>
              <AlertDescription>
                <Copyable value={made.secret} label={`Copy ${NAMES[made.kind]}`} />
              </AlertDescription>
            </Alert>
          </div>
        ) : null}
        {secrets.length === 0 ? (
          <p className="text-muted-foreground text-sm">No password or token has been made yet.</p>
        ) : null}
        <ul className="grid gap-3 empty:hidden">
          {secrets.map((secret) => (
            <li key={secret.id} className="flex items-start justify-between gap-3">
              <div className="min-w-0 text-sm">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="wrap-anywhere font-medium">{secret.label}</span>
                  <Badge variant="outline">{secret.kind === "password" ? "SFTP" : "HTTPS"}</Badge>
                  {isValid(secret) ? null : (
                    <Badge variant="outline">{secret.revokedAt ? "Revoked" : "Expired"}</Badge>
                  )}
                </p>
                <p className="text-muted-foreground text-xs">
                  Made <RelativeTime at={secret.createdAt} /> by {secret.createdBy}
                </p>
                {isValid(secret) && secret.expiresAt ? (
                  <p className="text-muted-foreground text-xs">
                    Expires <DayTime at={secret.expiresAt} />
                  </p>
                ) : null}
                <LastUse at={secret.lastUsedAt} from={secret.lastUsedFrom} />
              </div>
              {canEdit && isValid(secret) ? (
                <Button
                  size="sm"
                  variant="outline"
                  aria-label={`Revoke ${secret.label}`}
                  onClick={() => setRevoked(secret)}
                >
                  Revoke
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {canEdit ? (
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="outline"
              disabled={make.pending}
              onClick={() => (hasPassword ? setReplacing(true) : void createPassword())}
            >
              {hasPassword ? "Replace password" : "Make a password"}
            </Button>
            <Button
              size="sm"
              variant="outline"
              onClick={() => {
                makeToken.clear();
                setNaming(true);
              }}
            >
              Make a token
            </Button>
          </div>
        ) : null}
      </div>
      {naming ? (
        <TokenDialog
          pending={makeToken.pending}
          error={makeToken.error}
          make={createToken}
          onClose={() => setNaming(false)}
        />
      ) : null}
      <ConfirmDialog
        open={replacing}
        onOpenChange={setReplacing}
        title="Replace password"
        description="A new password is made and shown once. Keys and tokens stay as they are."
        lost={["The current password stops working: anyone who sends files with it needs the new one."]}
        confirmLabel="Replace password"
        onConfirm={createPassword}
      />
      <ConfirmDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke “${revoked?.label}”?`}
        description="You can't undo this, but you can make a new one. Files that came in stay in the drop."
        lost={[`This ${NAMES[revoked?.kind ?? "token"]} no longer lets anyone send files.`]}
        confirmLabel="Revoke"
        onConfirm={() => revoke.run({ org }, { id, secretId: revoked?.id ?? "" })}
      />
    </Panel>
  );
}

/** The button that made it can't keep the focus, and what was made is next to be read. */
function takeFocus(node: HTMLElement | null) {
  node?.focus();
}

function isValid({ revokedAt, expiresAt }: DropSecretView): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt.getTime() > Date.now());
}
