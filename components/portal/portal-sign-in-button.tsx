"use client";

import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import type { UsedLink } from "@/lib/auth/portal/schema";

type Props = {
  input: UsedLink;
  next: string;
  /** The page to request another link. */
  another: string;
  enter: (input: UsedLink) => Promise<ActionResult<void>>;
};

/** Uses the sign-in link and opens the portal. */
export function PortalSignInButton({ input, next, another, enter }: Props) {
  const { run, pending, error } = useAction(enter, {
    quiet: true,
    // A full load, so that nothing of an earlier session stays in memory.
    onDone: () => window.location.replace(next),
  });
  return (
    <div className="grid gap-4">
      <ActionErrorPanel error={error} />
      {error?.code === "conflict" ? (
        <Button asChild>
          <a href={another}>Request a new link</a>
        </Button>
      ) : (
        <Button pending={pending} onClick={() => void run(input)} className="max-sm:h-10" autoFocus>
          Sign in
        </Button>
      )}
    </div>
  );
}
