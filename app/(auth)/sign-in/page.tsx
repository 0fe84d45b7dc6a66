import type { Metadata } from "next";
import { SignInForm } from "@/components/account/sign-in-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { SignInLinks } from "@/components/sso/sign-in-links";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";
import { operatorProviders } from "@/lib/auth/sso/provider";
import { invitationIn, type SignUpMode, signUpMode } from "@/lib/members/sign-up-mode";

/** The text before the link that creates an account. */
const SIGN_UP_WORDS: Readonly<Record<SignUpMode, string>> = {
  open: "New to Rollcall?",
  invited: "Accounts here are by invitation only.",
  closed: "New accounts can't be created here.",
};

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  const mode = signUpMode();
  return (
    <AuthLayout
      title="Sign in"
      description="Welcome back."
      footer={
        <>
          {SIGN_UP_WORDS[mode]}
          {mode === "open" || (mode === "invited" && invitationIn(search.next)) ? (
            <>
              {" "}
              <a href={withAuthSearch("/sign-up", search)} className="text-primary hover:underline">
                Create an account
              </a>
            </>
          ) : null}
        </>
      }
    >
      <SignInForm next={search.next} email={search.email} />
      <SignInLinks
        providers={operatorProviders().map(({ id, label }) => ({ id, label }))}
        next={search.next}
      />
    </AuthLayout>
  );
}
