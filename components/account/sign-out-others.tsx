"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { revokeOtherSessionsAction } from "@/lib/account/actions";
import { plural } from "@/lib/format/plural";

/** Signs out of all browsers except this one. */
export function SignOutOthers({ count }: { count: number }) {
  const [open, setOpen] = useState(false);
  const { run } = useAction(revokeOtherSessionsAction, {
    quiet: true,
    success: (done) => `Signed out of ${plural(done.count, "browser")}`,
  });
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Sign out everywhere else
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Sign out everywhere else?"
        description={`You will be signed out of ${plural(count, "other browser")} immediately.`}
        kept={["This browser stays signed in."]}
        confirmLabel="Sign out everywhere else"
        onConfirm={() => run({})}
      />
    </>
  );
}
