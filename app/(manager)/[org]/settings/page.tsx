import type { Metadata } from "next";
import { AccentForm, LogoForm } from "@/components/organizations/brand-forms";
import { DeleteOrganization, TransferOwnership } from "@/components/organizations/end-of-organization";
import { AddressForm, RenameForm } from "@/components/organizations/general-forms";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { pageOrg } from "@/lib/auth/page";
import { publicUrl } from "@/lib/env";
import { listMembers } from "@/lib/members/read";
import { getBrand } from "@/lib/organizations/brand";
import { getOrganization } from "@/lib/organizations/read";
import { may } from "@/lib/permissions";

export const metadata: Metadata = { title: "Settings" };

/** What the organization is called, where it is found, whose it is, and its end. */
export default async function GeneralSettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await pageOrg((await params).org, "organization:view");
  const { name, slug } = await getOrganization(ctx);
  if (!may(ctx, "organization:update")) {
    const address = { label: "Address", value: `/${slug}`, mono: true };
    return (
      <Panel title="Organization">
        <Facts items={[{ label: "Name", value: name }, address]} />
      </Panel>
    );
  }
  const brand = await getBrand(ctx);
  const others = (await listMembers(ctx)).filter(({ role }) => role === "admin" || role === "viewer");
  return (
    <div className="grid gap-6">
      <Panel title="Organization">
        <div className="grid gap-6">
          <RenameForm name={name} />
          <AddressForm key={slug} slug={slug} host={new URL(publicUrl()).host} />
        </div>
      </Panel>
      <Panel title="Portals" description="What users see where they sign in and on every page of a portal.">
        <div className="grid gap-6">
          <LogoForm logo={brand.logo} />
          <AccentForm key={brand.accent} accent={brand.accent} />
        </div>
      </Panel>
      <Panel title="Ownership" description="Make another member the owner. You become an admin.">
        <TransferOwnership
          members={others.map(({ id, name: member, email }) => ({ id, name: member, email }))}
        />
      </Panel>
      <Panel
        title="Delete organization"
        description="An owner can restore it for 30 days. After that everything in it is deleted."
        actions={<DeleteOrganization name={name} />}
      />
    </div>
  );
}
