"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { leaveOrganizationAction } from "@/lib/members/actions";

type Props = {
  org: string;
  /** In a list of organizations: of which one this is. */
  name?: string;
};

/** The button with which anyone ends their own membership. */
export function LeaveOrganization({ org, name = "this organization" }: Props) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(leaveOrganizationAction, {
    quiet: true,
    onDone: () => window.location.assign("/account/organizations"),
  });
  return (
    <>
      <Button variant="outline" aria-label={`Leave ${name}`} onClick={() => setOpen(true)}>
        Leave
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Leave ${name}?`}
        description="You lose access to this organization immediately."
        kept={[
          "Everything you set up stays, and so do your entries in the audit log.",
          "An owner can invite you again.",
        ]}
        confirmLabel="Leave organization"
        onConfirm={() => run({ org }, {})}
      />
    </>
  );
}
