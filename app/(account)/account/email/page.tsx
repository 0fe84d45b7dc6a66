import type { Metadata } from "next";
import { ProveEmailChange } from "@/components/account/change-email";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { pageAccount } from "@/lib/auth/page";
import { findEmailChange } from "@/lib/auth/profile/change-email";

export const metadata: Metadata = { title: "Change your e-mail address", referrer: "no-referrer" };

/** The page that both links of a change of address open. Opening it uses nothing up. */
export default async function EmailPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const account = await pageAccount();
  const token = readParam(await searchParams, "token") ?? "";
  const change = await findEmailChange(account);
  return (
    <Page width="narrow">
      <PageHeader
        title="Change your e-mail address"
        description={
          <span className="wrap-anywhere">
            {change
              ? `From ${account.email} to ${change.email}.`
              : "This link no longer works. Request the change again in your account."}
          </span>
        }
        back={{ href: "/account", label: "Back to your account" }}
      />
      {change ? <ProveEmailChange token={token} email={change.email} /> : null}
    </Page>
  );
}
