import type { Metadata } from "next";
import { SessionsTable } from "@/components/account/sessions-table";
import { SignOutOthers } from "@/components/account/sign-out-others";
import { Panel } from "@/components/patterns/panel";
import { browserName } from "@/lib/auth/browser-name";
import { pageAccount } from "@/lib/auth/page";
import { listSessions } from "@/lib/auth/sessions";

export const metadata: Metadata = { title: "Signed-in browsers" };

export default async function SessionsPage() {
  const account = await pageAccount();
  const sessions = await listSessions(account);
  const others = sessions.filter((session) => !session.current).length;
  return (
    <Panel
      title="Signed-in browsers"
      description="If you don't recognize one, sign it out. This takes effect immediately."
      actions={others > 0 && <SignOutOthers count={others} />}
      flush
    >
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
    </Panel>
  );
}
