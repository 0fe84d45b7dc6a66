"use client";

import { PlainButton, PlainError } from "@/components/patterns/plain-fields";
import { useAction } from "@/components/patterns/use-action";
import { buttonVariants } from "@/components/ui/button-variants";
import type { ActionError } from "@/lib/action";
import type { UsedLink } from "@/lib/auth/portal/schema";
import { enterPortalAction } from "@/lib/portal/actions";

type Props = {
  input: UsedLink;
  next: string;
  /** The page to request another link. */
  another: string;
  words: { signIn: string; requestNew: string; unreachable: ActionError };
};

/** Uses the sign-in link and opens the portal. */
export function PortalSignInButton({ input, next, another, words }: Props) {
  const { run, pending, error } = useAction(enterPortalAction, {
    quiet: true,
    unreachable: words.unreachable,
    // A full load, so that nothing of an earlier session stays in memory.
    onDone: () => window.location.replace(next),
  });
  return (
    <div className="grid gap-4">
      <PlainError error={error} />
      {error?.code === "conflict" ? (
        <a href={another} className={buttonVariants()}>
          {words.requestNew}
        </a>
      ) : (
        <PlainButton pending={pending} onClick={() => void run(input)} className="max-sm:h-10" autoFocus>
          {words.signIn}
        </PlainButton>
      )}
    </div>
  );
}
