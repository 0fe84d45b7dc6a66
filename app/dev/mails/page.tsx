import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/patterns/empty-state";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { OutboxMail } from "@/components/portal/outbox-mail";
import { TooltipProvider } from "@/components/ui/tooltip";
import { openOrg } from "@/lib/auth/open";
import { pageAccount } from "@/lib/auth/page";
import { listKeptMails } from "@/lib/mail/outbox";
import { mailDelivery } from "@/lib/mail/smtp";
import { listOrganizations } from "@/lib/organizations/read";
import { roleMay } from "@/lib/permissions";

export const metadata: Metadata = { title: "Unsent e-mails", robots: { index: false } };

/** Mails that were not sent, of the organizations in which the signed-in member may view the portal as a user. */
export default async function KeptMailsPage() {
  const account = await pageAccount();
  if (mailDelivery() !== "outbox") notFound();
  const own = (await listOrganizations(account)).filter(({ role }) => roleMay(role, "portal:view_as"));
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
          title="Unsent e-mails"
          description="No mail server is set up, so e-mails are kept here: the newest 200 of each organization in which you are an admin. A sign-in link signs you in as that user. Opening this page and using a link are recorded in the audit log."
          back={{ href: "/", label: "Back to Rollcall" }}
        />
        {newestFirst.length === 0 ? (
          <div className="rounded-lg border bg-card">
            <EmptyState
              icon={<Mail />}
              title="No e-mails yet"
              description="When a user requests a sign-in link, the e-mail appears here."
            />
          </div>
        ) : (
          <TooltipProvider>
            <ul className="grid gap-4">
              {newestFirst.map((mail) => (
                <li key={mail.id}>
                  <OutboxMail mail={mail} />
                </li>
              ))}
            </ul>
          </TooltipProvider>
        )}
      </Page>
    </main>
  );
}
