import type { Metadata } from "next";
import { PasskeySignIn } from "@/components/account/passkey-sign-in";
import { AuthLayout } from "@/components/shell/auth-layout";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";

export const metadata: Metadata = { title: "Sign in with a passkey" };

export default async function PasskeyPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  return (
    <AuthLayout
      title="Sign in with a passkey"
      description="Your device asks for your fingerprint, face or PIN. No password is needed."
      footer={
        <a href={withAuthSearch("/sign-in", search)} className="text-primary hover:underline">
          Use your password instead
        </a>
      }
    >
      <PasskeySignIn next={search.next} />
    </AuthLayout>
  );
}
