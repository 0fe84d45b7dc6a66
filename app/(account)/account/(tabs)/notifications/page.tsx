import { BellOff } from "lucide-react";
import type { Metadata } from "next";
import { PreferencesPanel } from "@/components/alerts/preferences-panel";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { listPreferences } from "@/lib/alerts/preferences";
import { openOrg } from "@/lib/auth/open";
import { pageAccount } from "@/lib/auth/page";
import { isAppError } from "@/lib/errors";
import { listOrganizations } from "@/lib/organizations/read";

export const metadata: Metadata = { title: "Notifications" };

/** What each organization tells its member, by e-mail and in the inbox. */
export default async function NotificationsPage() {
  const account = await pageAccount();
  const organizations = await listOrganizations(account);
  const panels = await Promise.all(
    organizations.map(async ({ name, slug }) => ({ name, slug, preferences: await preferencesOf(slug) })),
  );
  const shown = panels.flatMap(({ preferences, ...organization }) =>
    preferences ? [{ organization, preferences }] : [],
  );
  if (shown.length === 0) {
    return (
      <Panel>
        <EmptyState
          compact
          icon={<BellOff />}
          title="No notifications yet"
          description="You get alerts about syncs once you are a member of an organization."
        />
      </Panel>
    );
  }
  return shown.map(({ organization, preferences }) => (
    <PreferencesPanel key={organization.slug} organization={organization} preferences={preferences} />
  ));
}

/** Null for an organization that can't be entered now, such as one that asks for a second factor first. */
async function preferencesOf(slug: string) {
  try {
    return await listPreferences(await openOrg(slug));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
