"use client";

import { Undo2 } from "lucide-react";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { RestoreUser } from "@/components/users/types";
import { formatDay } from "@/lib/format/time";

type Props = {
  id: number;
  name: string;
  /** ISO instants. */
  removedAt: string;
  purgeAt: string;
  syncName: string | null;
  /** Null without permission. */
  restore: RestoreUser | null;
};

export function RemovedBanner({ id, name, removedAt, purgeAt, syncName, restore }: Props) {
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
      {restore ? (
        <AlertActions>
          <RestoreButton id={id} name={name} restore={restore} />
        </AlertActions>
      ) : null}
    </Alert>
  );
}

function RestoreButton({ id, name, restore }: { id: number; name: string; restore: RestoreUser }) {
  const scope = useScope();
  const { run, pending } = useAction(restore, { success: `Restored ${name}` });
  return (
    <Button size="sm" variant="outline" pending={pending} onClick={() => void run(scope, { id })}>
      <Undo2 aria-hidden="true" />
      Restore
    </Button>
  );
}
