import type { Metadata } from "next";
import { SessionsTable } from "@/components/account/sessions-table";
import { SignOutOthers } from "@/components/account/sign-out-others";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { browserName } from "@/lib/auth/browser-name";
import { pageAccount } from "@/lib/auth/page";
import { listSessions } from "@/lib/auth/sessions";

export const metadata: Metadata = { title: "Signed-in browsers" };

export default async function SessionsPage() {
  const account = await pageAccount();
  const sessions = await listSessions(account);
  const others = sessions.filter((session) => !session.current).length;
  return (
    <Page width="narrow">
      <PageHeader
        title="Signed-in browsers"
        description={`The browsers where ${account.email} is signed in. If you don't recognize one, sign it out. This takes effect immediately.`}
        back={{ href: "/", label: "Back to Rollcall" }}
        actions={others > 0 && <SignOutOthers count={others} />}
      />
      <SessionsTable
        sessions={sessions.map(({ id, current, ip, userAgent, createdAt, lastSeenAt }) => ({
          id,
          current,
          ip,
          browser: browserName(userAgent),
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
        }))}
      />
    </Page>
  );
}
