"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import { setSecondFactorRuleAction } from "@/lib/organizations/actions";

type Props = { required: boolean; without: number; canEdit: boolean };

/** Whether members need a second factor, and the button that changes it. */
export function RequireSecondFactor({ required, without, canEdit }: Props) {
  const [open, setOpen] = useState(false);
  const scope = useScope();
  const { run } = useAction(setSecondFactorRuleAction, {
    quiet: true,
    success: required ? "A second factor is no longer required" : "A second factor is required",
  });
  const label = required ? "Stop requiring it" : "Require a second factor";
  return (
    <Panel
      title={required ? "A second factor is required" : "A second factor is optional"}
      description={
        required
          ? "The organization opens only to members with an authenticator app or a passkey, or who come from your own provider. API tokens are not affected."
          : "Members can sign in with their password alone."
      }
      actions={
        canEdit ? (
          <Button variant="outline" onClick={() => setOpen(true)}>
            {label}
          </Button>
        ) : null
      }
    >
      <p className={without > 0 ? undefined : "text-muted-foreground"}>
        {without > 0 ? `${plural(without, "member")} without a second factor.` : "All members have one."}
      </p>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={required ? "Stop requiring a second factor?" : "Require a second factor?"}
        description={
          required
            ? "Members can then open the organization with their password alone."
            : without > 0
              ? `${plural(without, "member")} without one must set one up before anything of the organization opens.`
              : "All members have one already."
        }
        kept={required ? [] : ["API tokens and syncs keep working."]}
        tone="default"
        confirmLabel={label}
        onConfirm={() => run(scope, { required: !required })}
      />
    </Panel>
  );
}
