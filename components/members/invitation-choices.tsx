"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { SignOutLink } from "@/components/account/sign-out-link";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import { withAuthSearch } from "@/lib/auth/search";

type Props = {
  token: string;
  invited: string;
  signedInAs: string | null;
  accept: (input: { token: string }) => Promise<ActionResult<{ slug: string }>>;
};

/** What the holder of an open invitation can do next: accept it, or first become the person it is for. */
export function InvitationChoices({ token, invited, signedInAs, accept }: Props) {
  const router = useRouter();
  const { run, pending, error } = useAction(accept, {
    quiet: true,
    onDone: ({ slug }) => router.push(`/${slug}/workspaces`),
  });

  if (signedInAs === null) {
    const search = { next: `/invite/${token}`, email: invited };
    return (
      <div className="grid gap-2">
        <Button asChild>
          <Link href={withAuthSearch("/sign-up", search)}>Create an account</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href={withAuthSearch("/sign-in", search)}>I have an account</Link>
        </Button>
      </div>
    );
  }
  if (signedInAs !== invited) {
    return (
      <p>
        You are signed in as {signedInAs}, but the invitation is for {invited}. <SignOutLink /> and open the
        link again.
      </p>
    );
  }
  return (
    <div className="grid gap-4">
      {error && <ActionErrorPanel error={error} />}
      <Button pending={pending} onClick={() => run({ token })}>
        Accept invitation
      </Button>
    </div>
  );
}
