"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { SignOutLink } from "@/components/account/sign-out-link";
import { type Join, JoinForm } from "@/components/members/join-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/action";
import { withAuthSearch } from "@/lib/auth/search";

type Props = {
  token: string;
  invited: string;
  signedInAs: string | null;
  /** Whoever has the link reads the mail of the address, and has no account yet. */
  mayJoin: boolean;
  /** The mailed link of somebody who has an account. */
  hasAccount: boolean;
  /** This link proves nothing, and the signed-in account has not proved its address. */
  mustVerify: boolean;
  join: Join;
  accept: (input: { token: string }) => Promise<ActionResult<{ slug: string }>>;
};

/** What the holder of an open invitation can do next: accept it, or first become the person it is for. */
export function InvitationChoices({
  token,
  invited,
  signedInAs,
  mayJoin,
  hasAccount,
  mustVerify,
  join,
  accept,
}: Props) {
  const router = useRouter();
  const { run, pending, error } = useAction(accept, {
    quiet: true,
    onDone: ({ slug }) => router.push(`/${slug}/workspaces`),
  });

  if (signedInAs === null) {
    const search = { next: `/invite/${token}`, email: invited };
    if (mayJoin) return <JoinForm token={token} email={invited} join={join} />;
    return (
      <div className="grid gap-2">
        {hasAccount ? null : (
          <Button asChild>
            <Link href={withAuthSearch("/sign-up", search)}>Create an account</Link>
          </Button>
        )}
        <Button asChild variant={hasAccount ? "default" : "outline"}>
          <Link href={withAuthSearch("/sign-in", search)}>
            {hasAccount ? "Sign in" : "I have an account"}
          </Link>
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
  if (mustVerify) {
    return (
      <div className="grid gap-4">
        <p className="text-pretty">
          Verify that {invited} is your e-mail address first, then open this link again. The link in the mail
          that invited you works without that.
        </p>
        <Button asChild>
          <Link href="/account/verify">Verify my e-mail address</Link>
        </Button>
      </div>
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
