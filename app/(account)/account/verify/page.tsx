import type { Metadata } from "next";
import { RequestVerification, VerifyButton } from "@/components/account/verify-address";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { findLinkState } from "@/lib/auth/mail-links";
import { pageAccount } from "@/lib/auth/page";
import { openVisitor } from "@/lib/auth/visitor";
import { smtpSettings } from "@/lib/mail/smtp";

export const metadata: Metadata = { title: "Verify your address", referrer: "no-referrer" };

/** Requests the verification mail, and is the page that its link opens. Opening the link does not use it. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const account = await pageAccount();
  const token = readParam(await searchParams, "token") ?? "";
  const link = await findLinkState(await openVisitor(), { token, purpose: "verify" });
  const isOpen = link.state === "open" && link.email === account.email;
  return (
    <Page width="narrow">
      <PageHeader
        title="Verify your e-mail address"
        description={descriptionFor(account, token !== "" && !isOpen)}
        back={{ href: "/", label: "Back to Rollcall" }}
      />
      {account.emailVerifiedAt || !smtpSettings() ? null : isOpen ? (
        <VerifyButton token={token} />
      ) : (
        <RequestVerification email={account.email} />
      )}
    </Page>
  );
}

type Account = { email: string; emailVerifiedAt: Date | null };

function descriptionFor({ email, emailVerifiedAt }: Account, linkIsInvalid: boolean): string {
  if (emailVerifiedAt) return `${email} is verified.`;
  if (!smtpSettings()) return "This installation has no mail server, so it can't verify addresses.";
  if (linkIsInvalid) return `This link no longer works. Request a new one for ${email}.`;
  return `Confirm that you receive e-mail at ${email}. You need a verified address to accept an invitation from a copied link.`;
}
