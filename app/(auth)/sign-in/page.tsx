import type { Metadata } from "next";
import Link from "next/link";
import { SignInForm } from "@/components/account/sign-in-form";
import { AuthFrame } from "@/components/shell/auth-frame";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  return (
    <AuthFrame
      title="Sign in"
      description="Welcome back."
      footer={
        <>
          New to Rollcall?{" "}
          <Link href={withAuthSearch("/sign-up", search)} className="text-primary hover:underline">
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm next={search.next} email={search.email} />
    </AuthFrame>
  );
}
