import type { Metadata } from "next";
import Link from "next/link";
import { ForgotPasswordForm } from "@/components/account/forgot-password-form";
import { AuthLayout } from "@/components/shell/auth-layout";
import { type AuthSearch, readAuthSearch } from "@/lib/auth/search";
import { supportContact } from "@/lib/env";
import { smtpSettings } from "@/lib/mail/smtp";

export const metadata: Metadata = { title: "Forgot your password" };

export default async function ForgotPasswordPage({ searchParams }: { searchParams: Promise<AuthSearch> }) {
  const { email } = readAuthSearch(await searchParams);
  const sends = smtpSettings() !== null;
  return (
    <AuthLayout
      title="Forgot your password?"
      description={
        sends
          ? "Enter the e-mail address of your account. You will receive a link to set a new password."
          : `This installation has no mail server, so it can't send you a link. Request a link here, then ask ${supportContact()} for it. The link is stored on the server.`
      }
      footer={
        <Link href="/sign-in" className="text-primary hover:underline">
          Back to sign in
        </Link>
      }
    >
      <ForgotPasswordForm email={email} sends={sends} />
    </AuthLayout>
  );
}
