import type { Metadata } from "next";
import Link from "next/link";
import { SignOutLink } from "@/components/account/sign-out-link";
import { NewOrganizationForm } from "@/components/organizations/new-organization-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { pageAccount } from "@/lib/auth/page";
import { publicUrl } from "@/lib/env";
import { listOrganizations } from "@/lib/organizations/read";

export const metadata: Metadata = { title: "Create an organization" };

export default async function NewOrganizationPage() {
  const account = await pageAccount();
  const [first] = await listOrganizations(account);
  return (
    <AuthLayout
      title="Create an organization"
      description="An organization has its own Remote Sources, workspaces and members. Other organizations can't see anything in it."
      footer={
        first ? (
          <Link href={`/${first.slug}`} className="text-primary hover:underline">
            Back to {first.name}
          </Link>
        ) : (
          <>
            Signed in as {account.email}. <SignOutLink />
          </>
        )
      }
    >
      <NewOrganizationForm host={new URL(publicUrl()).host} />
    </AuthLayout>
  );
}
