import type { Metadata } from "next";
import Link from "next/link";
import { SignUpForm } from "@/components/account/sign-up-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";
import { supportContact } from "@/lib/env";
import { invitationIn, signUpMode } from "@/lib/members/sign-up-mode";

export const metadata: Metadata = { title: "Create an account", referrer: "no-referrer" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  const refusal = refusalFor(search.next);
  return (
    <AuthLayout
      title={refusal ? refusal.title : "Create an account"}
      description={refusal ? refusal.text : "Keep your users in step with the file your HR system exports."}
      footer={
        <>
          Already have an account?{" "}
          <Link href={withAuthSearch("/sign-in", search)} className="text-primary hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      {refusal ? null : <SignUpForm next={search.next} email={search.email} />}
    </AuthLayout>
  );
}

/** Why a visitor can't create an account here; null when they can. */
function refusalFor(next: string): { title: string; text: string } | null {
  const mode = signUpMode();
  if (mode === "closed") {
    return {
      title: "New accounts can't be created",
      text: `Sign-up is closed on this installation. Ask ${supportContact()} if you need an account.`,
    };
  }
  if (mode === "open" || invitationIn(next)) return null;
  return {
    title: "You need an invitation",
    text: "Accounts on this installation are by invitation only. To create one, open the link in your invitation.",
  };
}
