import type { Metadata } from "next";
import { AuthLayout } from "@/components/shell/auth-layout";
import { ConfirmLink, LinkByMail, LinkHere } from "@/components/sso/link-identity";
import { TooltipProvider } from "@/components/ui/tooltip";
import { findAccount } from "@/lib/auth/open";
import { withAuthSearch } from "@/lib/auth/search";
import { rowOfProvider } from "@/lib/auth/sso/provider";
import { signUpMode } from "@/lib/members/sign-up-mode";
import { findPendingIdentity } from "@/lib/sso/pending";

export const metadata: Metadata = {
  ...{ title: "Link your sign-in", robots: { index: false }, referrer: "no-referrer" },
};

type Search = { token?: string | string[] };

/** Somebody whom a provider vouches for proves which account is theirs. */
export default async function LinkPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { token } = await searchParams;
  const pending = await findPendingIdentity();
  if (!pending) {
    return (
      <AuthLayout
        title="Sign in again"
        description="A sign-in has to be linked within half an hour, in the browser in which you signed in."
      >
        <a href="/sign-in" className="text-primary hover:underline">
          Go to the sign-in page
        </a>
      </AuthLayout>
    );
  }
  const { label, email, providerId } = pending;
  const account = await findAccount();
  const who = email ? `${label} (${email})` : label;
  if (typeof token === "string") {
    return (
      <AuthLayout title="Link your sign-in" description={`You then sign in with ${who}.`}>
        <ConfirmLink token={token} label={label} />
      </AuthLayout>
    );
  }
  if (account?.reach.isFull) {
    return (
      <TooltipProvider>
        <AuthLayout
          title="Link your sign-in"
          description={`You are signed in as ${account.email}. Link ${who} to this account to sign in with it from now on.`}
          footer={
            <a href="/" className="text-primary hover:underline">
              Not now
            </a>
          }
        >
          <LinkHere label={label} />
        </AuthLayout>
      </TooltipProvider>
    );
  }
  const signIn = withAuthSearch("/sign-in", { next: "/account/link", email: email ?? "" });
  return (
    <AuthLayout
      title="Is this account yours?"
      description={`No account is linked with ${who} yet. Prove once that your Rollcall account is yours: sign in with its password${rowOfProvider(providerId) ? ", or with a link by e-mail" : ""}.`}
      footer={
        rowOfProvider(providerId) === null && signUpMode() === "open" ? (
          <>
            New to Rollcall?{" "}
            <a
              href={withAuthSearch("/sign-up", { next: "/account/link", email: email ?? "" })}
              className="text-primary hover:underline"
            >
              Create an account
            </a>
          </>
        ) : undefined
      }
    >
      <div className="grid gap-3">
        <a
          href={signIn}
          className="flex h-9 items-center justify-center rounded-md bg-primary px-4 font-medium text-primary-foreground text-sm hover:bg-primary/90 max-sm:h-10"
        >
          Sign in with my password
        </a>
        {email && rowOfProvider(providerId) ? <LinkByMail email={email} /> : null}
      </div>
    </AuthLayout>
  );
}
