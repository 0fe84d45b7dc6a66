import type { Metadata } from "next";
import Link from "next/link";
import { ResetPasswordForm } from "@/components/account/reset-password-form";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { findLinkState, type LinkState } from "@/lib/auth/mail-links";
import { openVisitor } from "@/lib/auth/visitor";

export const metadata: Metadata = { title: "Set a new password", referrer: "no-referrer" };

const GONE: Readonly<Record<Exclude<LinkState["state"], "open">, string>> = {
  used: "It has already been used, or your password has been changed since. A link works once.",
  expired: "It has expired. A link works for 30 minutes.",
  unknown: "Check that you copied the whole link.",
};

/** The page that the link in a password reset mail opens. Opening the link does not use it. */
export default async function ResetPasswordPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const token = readParam(await searchParams, "token") ?? "";
  const link = await findLinkState(await openVisitor(), { token, purpose: "reset" });
  if (link.state !== "open") {
    return (
      <AuthLayout title="This link no longer works" description={GONE[link.state]}>
        <Button asChild className="w-full">
          <Link href="/forgot-password">Request a new link</Link>
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Set a new password"
      description={
        <span className="wrap-anywhere">
          For {link.email}. You are then signed out of every browser and can sign in with the new password.
        </span>
      }
    >
      <ResetPasswordForm token={token} email={link.email} />
    </AuthLayout>
  );
}
