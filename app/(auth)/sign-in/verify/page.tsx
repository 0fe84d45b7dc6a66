import type { Metadata } from "next";
import { SecondStepForm } from "@/components/account/second-step-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { pageVisitor } from "@/lib/auth/page";
import { type AuthSearch, readAuthSearch, withAuthSearch } from "@/lib/auth/search";
import { findSecondStep } from "@/lib/auth/second-factor/second-step";
import { readStep } from "@/lib/auth/step-cookie";
import { openVisitor } from "@/lib/auth/visitor";

export const metadata: Metadata = { title: "Second step" };

/** The second step of signing in, for the browser that took the first within the last five minutes. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const search = readAuthSearch(await searchParams);
  await pageVisitor(search.next);
  const ways = await findSecondStep(await openVisitor(), await readStep());
  if (!ways) {
    return (
      <AuthLayout title="Sign in again" description="The second step has to follow within five minutes.">
        <Button asChild className="w-full">
          <a href={withAuthSearch("/sign-in", search)}>Sign in</a>
        </Button>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Confirm that it's you"
      description="Your account has a second factor. Show it to finish signing in."
    >
      <SecondStepForm next={search.next} ways={ways} />
    </AuthLayout>
  );
}
