"use client";

import { Undo2 } from "lucide-react";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatDay } from "@/lib/format/time";
import { restoreUserAction } from "@/lib/users/actions";

type Props = {
  id: number;
  name: string;
  /** ISO instants. */
  removedAt: string;
  purgeAt: string;
  syncName: string | null;
  canRestore: boolean;
};

export function RemovedBanner({ id, name, removedAt, purgeAt, syncName, canRestore }: Props) {
  const removed = new Date(removedAt);
  return (
    <Alert tone="held">
      <AlertTitle>
        Removed <RelativeTime at={removedAt} />. Will be permanently deleted on{" "}
        <span suppressHydrationWarning>{formatDay(new Date(purgeAt), removed)}</span>.
      </AlertTitle>
      <AlertDescription>
        Until then you can restore them with all their data.
        {syncName ? ` If the file of ${syncName} doesn't list them, its next run removes them again.` : ""}
      </AlertDescription>
      {canRestore ? (
        <AlertActions>
          <RestoreButton id={id} name={name} />
        </AlertActions>
      ) : null}
    </Alert>
  );
}

function RestoreButton({ id, name }: { id: number; name: string }) {
  const scope = useScope();
  const { run, pending } = useAction(restoreUserAction, { success: `Restored ${name}` });
  return (
    <Button size="sm" variant="outline" pending={pending} onClick={() => void run(scope, { id })}>
      <Undo2 aria-hidden="true" />
      Restore
    </Button>
  );
}
