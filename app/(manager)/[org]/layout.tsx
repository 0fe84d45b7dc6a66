import type { ReactNode } from "react";
import { OrganizationLayout } from "@/app/organization-layout";
import { getAttention } from "@/lib/alerts/attention";
import { pageAccount, pageOrg } from "@/lib/auth/page";
import { getFrame } from "@/lib/organizations/get-layout-data";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

export default async function ManagerLayout({ params, children }: Props) {
  const { org } = await params;
  const ctx = await pageOrg(org, "organization:enter");
  return (
    <OrganizationLayout
      view={await getFrame(await pageAccount(), ctx, org)}
      attention={await getAttention(ctx)}
    >
      {children}
    </OrganizationLayout>
  );
}
