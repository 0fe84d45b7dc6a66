"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { setEventValuesAction } from "@/lib/webhooks/actions";

/** Whether events carry what users' fields contain. */
export function ValuesPanel({ org, withValues }: { org: string; withValues: boolean }) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(setEventValuesAction, { success: "Saved", quiet: true });
  const label = withValues ? "Exclude values" : "Include values";
  return (
    <Panel
      title={withValues ? "Events include values of users" : "Events hold no values of users"}
      actions={
        <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
          {label}
        </Button>
      }
    >
      <p className="text-muted-foreground text-sm">
        {withValues
          ? "Names, addresses and profile fields are part of events about users, in webhooks and in the API."
          : "Events about users hold their id and the names of fields that changed. Read the values through the API."}
      </p>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`${label}?`}
        description={
          withValues
            ? "From now on events hold ids and names of fields only."
            : "From now on names, addresses and profile fields of users are sent to all webhooks and to anyone who reads events through the API."
        }
        tone="default"
        confirmLabel={label}
        onConfirm={() => run({ org }, { withValues: !withValues })}
      />
    </Panel>
  );
}
