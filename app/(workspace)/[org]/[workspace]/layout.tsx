import type { ReactNode } from "react";
import { OrganizationLayout } from "@/app/organization-layout";
import { PendingPlans } from "@/components/runs/pending-plans";
import { getAttention } from "@/lib/alerts/attention";
import { openOrg } from "@/lib/auth/open";
import { pageAccount, pageWorkspace } from "@/lib/auth/page";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { may } from "@/lib/permissions";
import { listPending } from "@/lib/runs/read";

type Props = { params: Promise<{ org: string; workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace:view");
  const everywhere = await openOrg(org);
  const plans = may(ctx, "run:view") ? await listPending(ctx) : [];
  return (
    <OrganizationLayout
      view={await getFrame(await pageAccount(), everywhere, org)}
      attention={await getAttention(everywhere)}
    >
      <PendingPlans plans={plans} base={`/${org}/${workspace}`} />
      {children}
    </OrganizationLayout>
  );
}
