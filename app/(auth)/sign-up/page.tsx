import type { Metadata } from "next";
import Link from "next/link";
import { signUpAction } from "@/app/(auth)/actions";
import { SignUpForm } from "@/components/account/sign-up-form";
import { AuthFrame } from "@/components/shell/auth-frame";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  return (
    <AuthFrame
      title="Create an account"
      description="Keep your users in step with the file your HR system exports."
      footer={
        <>
          Already have an account?{" "}
          <Link href={withAuthSearch("/sign-in", search)} className="text-primary hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm next={search.next} email={search.email} signUp={signUpAction} />
    </AuthFrame>
  );
}
