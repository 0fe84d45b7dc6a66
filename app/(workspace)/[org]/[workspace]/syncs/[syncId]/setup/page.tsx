import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { SetupLayout } from "@/components/setup/setup-layout";
import { TurnOn } from "@/components/setup/turn-on";
import { pageWorkspace } from "@/lib/auth/page";
import { unreachable } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { findSync } from "@/lib/syncs/read";
import { findSetup } from "@/lib/syncs/setup/read";
import { SETUP_STEPS } from "@/lib/syncs/setup/steps";
import { FieldsStep, FileStep, LimitsStep, ScheduleStep, SourceStep } from "./file-steps";
import { OnStep, PlanBar, PlanStep } from "./plan-steps";
import type { StepProps } from "./step-props";

export const metadata: Metadata = { title: "Set up the sync" };

type Props = {
  params: Promise<{ org: string; workspace: string; syncId: string }>;
  searchParams: Promise<SearchParams>;
};

/** From a file to a sync that runs every night, one step after the other. Each changes the sync itself. */
export default async function SetupPage({ params, searchParams }: Props) {
  const { org, workspace, syncId } = await params;
  const ctx = await pageWorkspace(org, workspace, "sync:update");
  const [setup, sync] = await Promise.all([findSetup(ctx, syncId), findSync(ctx, syncId)]);
  if (!setup || !sync) notFound();
  const asked = readParam(await searchParams, "step");
  const current = SETUP_STEPS.find((id) => id === asked) ?? setup.progress.next ?? "on";
  const base = `/${org}/${workspace}`;
  const props: StepProps = { ctx, org, base, href: `${base}/syncs/${syncId}/setup`, sync, setup };
  const { isSettingUp, plan } = setup;
  return (
    <Page>
      <PageHeader
        title={isSettingUp ? `Set up ${sync.name}` : sync.name}
        description={
          isSettingUp
            ? "Every step is saved. You can leave at any time, and continue from the pages of the workspace."
            : "The steps that set this sync up."
        }
        back={{ href: `${base}/syncs`, label: "Syncs" }}
        actions={
          isSettingUp && plan !== "pending" ? <TurnOn syncId={syncId} isReady={plan === "applied"} /> : null
        }
      />
      <SetupLayout progress={setup.progress} current={current} base={props.href}>
        <CurrentStep current={current} {...props} />
      </SetupLayout>
      {current === "plan" && may(ctx, "run:decide") ? <PlanBar {...props} /> : null}
    </Page>
  );
}

function CurrentStep({ current, ...props }: StepProps & { current: (typeof SETUP_STEPS)[number] }) {
  switch (current) {
    case "source":
      return <SourceStep {...props} />;
    case "file":
      return <FileStep {...props} />;
    case "contents":
    case "fields":
      return <FieldsStep {...props} />;
    case "schedule":
      return <ScheduleStep {...props} />;
    case "limits":
      return <LimitsStep {...props} />;
    case "plan":
      return <PlanStep {...props} />;
    case "on":
      return <OnStep {...props} />;
    default:
      return unreachable(current);
  }
}
