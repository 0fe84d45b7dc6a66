import type { ReactNode } from "react";
import { ACCOUNT_TABS } from "@/components/account/account-tabs";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { ReaderLocale } from "@/components/patterns/reader-locale";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { TabLinks } from "@/components/ui/tab-links";
import { pageAccount } from "@/lib/auth/page";
import { readerLocaleOf } from "@/lib/auth/reader-locale";

/** The title and the tabs of one's own account. Each page below asks who is signed in, too. */
export default async function AccountTabsLayout({ children }: { children: ReactNode }) {
  const account = await pageAccount();
  const { email, reach } = account;
  return (
    <ReaderLocale locale={await readerLocaleOf(account)}>
      <Page width="narrow">
        <PageHeader
          title="Your account"
          description={<span className="wrap-anywhere">{email}</span>}
          back={{ href: "/", label: "Back to Rollcall" }}
        />
        <TabLinks label="Account" items={ACCOUNT_TABS} />
        {reach.isFull ? null : (
          <Alert>
            <AlertTitle>You signed in with your organization's provider</AlertTitle>
            <AlertDescription>To change your account, sign in with your password.</AlertDescription>
          </Alert>
        )}
        {children}
      </Page>
    </ReaderLocale>
  );
}
