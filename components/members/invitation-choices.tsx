"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { SignOutLink } from "@/components/account/sign-out-link";
import { JoinForm } from "@/components/members/join-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { withAuthSearch } from "@/lib/auth/search";
import { acceptInvitationAction } from "@/lib/members/actions";

type Props = {
  token: string;
  invited: string;
  signedInAs: string | null;
  /** The link proves the address, and the address has no account yet. */
  mayJoin: boolean;
  /** The invited address has an account. */
  hasAccount: boolean;
  /** Neither the link nor the signed-in account proves the address. */
  mustVerify: boolean;
};

/** The next step for an invitation: accept it, or first sign in or sign up as the invited person. */
export function InvitationChoices({ token, invited, signedInAs, mayJoin, hasAccount, mustVerify }: Props) {
  const router = useRouter();
  const { run, pending, error } = useAction(acceptInvitationAction, {
    quiet: true,
    onDone: ({ slug }) => router.push(`/${slug}`),
  });

  if (signedInAs === null) {
    const search = { next: `/invite/${token}`, email: invited };
    if (mayJoin) return <JoinForm token={token} email={invited} />;
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
          Verify your e-mail address {invited} first, then open this link again. If you open the link in your
          invitation e-mail instead, you don't need to verify.
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
