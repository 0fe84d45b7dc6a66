import type { ReactNode } from "react";
import { OrganizationLayout } from "@/app/organization-layout";
import { ExpiringPlans } from "@/components/runs/expiring-plans";
import { openOrg } from "@/lib/auth/open";
import { pageAccount, pageWorkspace } from "@/lib/auth/page";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { may } from "@/lib/permissions";
import { listExpiring } from "@/lib/runs/read";

type Props = { params: Promise<{ org: string; workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace:view");
  const everywhere = await openOrg(org);
  const plans = may(ctx, "run:view") ? await listExpiring(ctx) : [];
  return (
    <OrganizationLayout view={await getFrame(await pageAccount(), everywhere, org)}>
      <ExpiringPlans plans={plans} base={`/${org}/${workspace}`} />
      {children}
    </OrganizationLayout>
  );
}
