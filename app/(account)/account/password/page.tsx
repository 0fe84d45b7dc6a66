import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageAccount } from "@/lib/auth/page";

export const metadata: Metadata = { title: "Password" };

export default async function PasswordPage() {
  const { email, name } = await pageAccount();
  return (
    <Page width="narrow">
      <PageHeader
        title="Password"
        description={`Change the password of ${email}. You are then signed out of every other browser.`}
        back={{ href: "/", label: "Back to Rollcall" }}
      />
      <ChangePasswordForm email={email} name={name} />
    </Page>
  );
}
