import type { Metadata } from "next";
import Link from "next/link";
import { LeaveOrganization } from "@/components/members/leave-organization";
import { RestoreOrganization } from "@/components/organizations/restore-organization";
import { DayTime } from "@/components/patterns/day-time";
import { Panel } from "@/components/patterns/panel";
import { pageAccount } from "@/lib/auth/page";
import { ROLE_LABELS } from "@/lib/members/roles";
import { listDeletedOrganizations } from "@/lib/organizations/delete";
import { listOrganizations } from "@/lib/organizations/read";

export const metadata: Metadata = { title: "Organizations" };

/** Where one is a member, and deleted organizations that one can restore. */
export default async function OrganizationsPage() {
  const account = await pageAccount();
  const organizations = await listOrganizations(account);
  const deleted = await listDeletedOrganizations(account);
  return (
    <div className="grid gap-6">
      {deleted.length > 0 ? (
        <Panel title="Deleted organizations" description="You can restore them, because you are an owner.">
          <ul className="grid gap-3">
            {deleted.map(({ id, name, purgeAfter }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <div className="min-w-0">
                  <p className="font-medium">{name}</p>
                  <p className="text-muted-foreground text-sm">
                    Everything in it is deleted on <DayTime at={purgeAfter} dayOnly />
                  </p>
                </div>
                <RestoreOrganization id={id} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Panel title="Organizations">
        {organizations.length > 0 ? (
          <ul className="grid gap-3">
            {organizations.map(({ name, slug, role }) => (
              <li key={slug} className="flex items-center justify-between gap-x-4">
                <div className="min-w-0">
                  <Link href={`/${slug}`} className="wrap-anywhere font-medium text-primary hover:underline">
                    {name}
                  </Link>
                  <p className="text-muted-foreground text-sm">{ROLE_LABELS[role].label}</p>
                </div>
                <LeaveOrganization org={slug} name={name} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">
            You are not a member of any organization.{" "}
            <Link href="/new-organization" className="text-primary hover:underline">
              Create an organization
            </Link>
          </p>
        )}
      </Panel>
    </div>
  );
}
