import type { Metadata } from "next";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { pageOrg } from "@/lib/auth/page";
import { getOrganization } from "@/lib/organizations/read";

export const metadata: Metadata = { title: "Settings" };

/** What the organization is called and where it is found. */
export default async function GeneralSettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageOrg((await params).org, "organization:view");
  const { name, slug } = await getOrganization(ctx);
  return (
    <Panel title="Organization">
      <Facts
        items={[
          { label: "Name", value: name },
          { label: "Address", value: `/${slug}`, mono: true },
        ]}
      />
    </Panel>
  );
}
