import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmSignUpForm } from "@/components/account/confirm-sign-up-form";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { findLinkState, type LinkState } from "@/lib/auth/mail-links";
import { openVisitor } from "@/lib/auth/visitor";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

const GONE: Readonly<Record<Exclude<LinkState["state"], "open">, string>> = {
  used: "It has already been used, or your account already exists. Sign in.",
  expired: "It has expired. A link works for 24 hours.",
  unknown: "Check that you copied the whole link.",
};

/** The page that the link in a sign-up mail opens. Opening the link does not use it, because mail scanners open links too. */
export default async function ConfirmSignUpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const token = readParam(await searchParams, "token") ?? "";
  const link = await findLinkState(await openVisitor(), { token, purpose: "sign_up" });
  if (link.state !== "open") {
    return (
      <AuthLayout title="This link no longer works" description={GONE[link.state]}>
        <div className="grid gap-2">
          <Button asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href="/sign-up">Sign up again</Link>
          </Button>
        </div>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Confirm your address"
      description={<span className="wrap-anywhere">Your account is for {link.email}.</span>}
    >
      <ConfirmSignUpForm token={token} />
    </AuthLayout>
  );
}
