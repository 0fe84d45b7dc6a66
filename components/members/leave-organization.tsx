"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { leaveOrganizationAction } from "@/lib/members/actions";

/** The button with which anyone ends their own membership. */
export function LeaveOrganization() {
  const scope = useScope();
  const [open, setOpen] = useState(false);
  const { run } = useAction(leaveOrganizationAction, {
    quiet: true,
    onDone: () => window.location.assign("/"),
  });
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Leave organization
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Leave this organization?"
        description="You lose access to this organization immediately."
        kept={[
          "Everything you set up stays, and so do your entries in the audit log.",
          "An owner can invite you again.",
        ]}
        confirmLabel="Leave organization"
        onConfirm={() => run(scope, {})}
      />
    </>
  );
}
