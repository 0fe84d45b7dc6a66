import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { KeptMailCard } from "@/components/portal/kept-mail-card";
import { openOrg } from "@/lib/auth/open";
import { pageAccount } from "@/lib/auth/page";
import { mailDelivery } from "@/lib/mail/delivery";
import { listKeptMails } from "@/lib/mail/list-kept";
import { listOrganizations } from "@/lib/organizations/list";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Kept mails", robots: { index: false } };

/** Mails that went nowhere, of the organizations where the signed-in person may look as a user anyway. */
export default async function KeptMailsPage() {
  const account = await pageAccount();
  if (mailDelivery() !== "outbox") notFound();
  const own = (await listOrganizations(account)).filter(({ role }) => may(role, "portal:view_as"));
  if (own.length === 0) notFound();
  const mails = await Promise.all(
    own.map(async ({ name, slug }) =>
      ((await listKeptMails(await openOrg(slug))) ?? []).map((mail) => ({ ...mail, organization: name })),
    ),
  );
  const newestFirst = mails.flat().sort((a, b) => b.at.localeCompare(a.at));
  return (
    <main>
      <Page width="narrow">
        <PageHeader
          title="Kept mails"
          description="No mail server is set up, so mails stay here: the newest 200 of each organization where you are an admin. A link lets its reader in as that user; reading them, and entering by one, is in the audit log."
          back={{ href: "/", label: "Back to Rollcall" }}
        />
        {newestFirst.length === 0 ? (
          <div className="rounded-lg border bg-card">
            <EmptyState
              icon={<Mail />}
              title="No mails yet"
              description="When a user asks for a sign-in link, the mail shows here."
            />
          </div>
        ) : (
          <ul className="grid gap-4">
            {newestFirst.map((mail) => (
              <li key={mail.id}>
                <KeptMailCard mail={mail} />
              </li>
            ))}
          </ul>
        )}
      </Page>
    </main>
  );
}
