"use client";

import Link from "next/link";
import { useState } from "react";
import type { OfferedPermission } from "@/components/api-tokens/create-token-dialog";
import { TokenRow } from "@/components/api-tokens/token-row";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Copyable } from "@/components/patterns/copyable";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { createTokenAction, revokeTokenAction } from "@/lib/api-tokens/actions";
import type { CreateTokenInput } from "@/lib/api-tokens/schema";
import type { TokenItem } from "@/lib/api-tokens/views";

const CreateTokenDialog = deferDialog(
  async () => (await import("@/components/api-tokens/create-token-dialog")).CreateTokenDialog,
);

type Props = {
  tokens: readonly TokenItem[];
  workspaces: readonly { id: string; name: string }[];
  permissions: readonly OfferedPermission[];
  canCreate: boolean;
  canRevoke: boolean;
};

/** The API tokens of the organization: made here, shown once, revoked here. */
export function TokensPanel({ tokens, workspaces, permissions, canCreate, canRevoke }: Props) {
  const { org } = useScope();
  const [made, setMade] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<TokenItem | null>(null);
  const create = useAction(createTokenAction, { quiet: true });
  const revoke = useAction(revokeTokenAction, { success: "API token revoked", quiet: true });

  async function submit(input: CreateTokenInput) {
    const result = await create.run({ org }, input);
    if (result.ok) setMade(result.data.token);
    return result;
  }
  return (
    <Panel
      title="API tokens"
      description={
        <>
          Programs use the API with a token. It belongs to the organization and works until it expires or
          someone revokes it, also when the person who created it leaves.{" "}
          <Link className="text-primary underline-offset-4 hover:underline" href="/api/v1/docs">
            API documentation
          </Link>
        </>
      }
    >
      <div className="grid gap-4">
        {made ? (
          <div key={made} ref={takeFocus} tabIndex={-1} className="rounded-md">
            <Alert tone="held">
              <AlertTitle>Copy the token now. It is not shown again.</AlertTitle>
              <AlertDescription>
                <Copyable value={made} label="Copy token" />
              </AlertDescription>
            </Alert>
          </div>
        ) : null}
        {tokens.length === 0 ? <p className="text-muted-foreground text-sm">No API tokens yet.</p> : null}
        <ul className="grid gap-4 empty:hidden">
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              permissions={permissions}
              onRevoke={canRevoke ? () => setRevoked(token) : null}
            />
          ))}
        </ul>
        {canCreate ? (
          <div>
            <Button
              size="sm"
              onClick={() => {
                create.clear();
                setCreating(true);
              }}
            >
              Create API token
            </Button>
          </div>
        ) : null}
      </div>
      {creating ? (
        <CreateTokenDialog
          workspaces={workspaces}
          permissions={permissions}
          pending={create.pending}
          error={create.error}
          create={submit}
          onClose={() => setCreating(false)}
        />
      ) : null}
      <ConfirmDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke “${revoked?.label}”?`}
        description="You can't undo this, but you can create another token."
        lost={["Programs that use this token are refused from their next request on."]}
        confirmLabel="Revoke"
        onConfirm={() => revoke.run({ org }, { id: revoked?.id ?? "" })}
      />
    </Panel>
  );
}

/** The button that made it can't keep the focus, and what was made is next to be read. */
function takeFocus(node: HTMLElement | null) {
  node?.focus();
}
