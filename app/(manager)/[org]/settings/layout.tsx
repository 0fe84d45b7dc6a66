import type { ReactNode } from "react";
import { SETTINGS_TABS } from "@/components/organizations/settings-tabs";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { pageOrg } from "@/lib/auth/page";
import { may } from "@/lib/permissions";

type Props = { children: ReactNode; params: Promise<{ org: string }> };

/** The title and the tabs of the organization's settings. Each page below checks its own permission. */
export default async function SettingsLayout({ children, params }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "organization:view");
  const tabs = SETTINGS_TABS.filter(({ can }) => may(ctx, can));
  return (
    <Page>
      <PageHeader title="Settings" description="How this organization works, for all of its workspaces." />
      <TabLinks
        label="Settings"
        items={tabs.map(({ label, path }) => ({ label, href: `/${org}/settings${path}` }))}
      />
      {children}
    </Page>
  );
}
