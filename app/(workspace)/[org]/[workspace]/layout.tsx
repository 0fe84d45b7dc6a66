import type { ReactNode } from "react";
import { OrganizationLayout } from "@/app/organization-layout";
import { FollowRuns } from "@/components/overview/follow-runs";
import { PendingPlans } from "@/components/runs/pending-plans";
import { SandboxBar } from "@/components/sandbox/sandbox-bar";
import { WorkspaceChecklist } from "@/components/setup/workspace-checklist";
import { getAttention } from "@/lib/alerts/attention";
import { openOrg } from "@/lib/auth/open";
import { pageAccount, pageWorkspace } from "@/lib/auth/page";
import { getFrame } from "@/lib/organizations/get-layout-data";
import { getPulse } from "@/lib/overview/pulse";
import { may } from "@/lib/permissions";
import { listPending } from "@/lib/runs/read";
import { findSandbox } from "@/lib/sandbox/read";
import { findWorkspaceSetup } from "@/lib/syncs/setup/read";

type Props = { params: Promise<{ org: string; workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: Props) {
  const { org, workspace } = await params;
  const ctx = await pageWorkspace(org, workspace, "workspace:view");
  const everywhere = await openOrg(org);
  const seesRuns = may(ctx, "run:view");
  // Before the rest: what changes meanwhile is noticed.
  const pulse = seesRuns ? await getPulse(everywhere) : null;
  const plans = seesRuns ? await listPending(ctx) : [];
  const view = await getFrame(await pageAccount(), everywhere, org);
  const isSandbox = view.workspaces.some((one) => one.slug === workspace && one.isSandbox);
  const sandbox = isSandbox ? await findSandbox(ctx) : null;
  const setup = may(ctx, "sync:update") ? await findWorkspaceSetup(ctx) : null;
  const setups = setup && "syncs" in setup ? setup.syncs : [];
  return (
    <OrganizationLayout view={view} attention={await getAttention(everywhere)}>
      {sandbox ? (
        <SandboxBar
          canSendNext={sandbox.canSendNext && may(ctx, "run:start")}
          canRemove={may(ctx, "workspace:delete")}
        />
      ) : null}
      {pulse === null ? null : <FollowRuns org={org} pulse={pulse} />}
      <PendingPlans
        plans={plans.filter(({ id }) => !setups.some(({ runId }) => runId === id))}
        base={`/${org}/${workspace}`}
      />
      {setup ? <WorkspaceChecklist org={org} workspace={workspace} setup={setup} /> : null}
      {children}
    </OrganizationLayout>
  );
}
