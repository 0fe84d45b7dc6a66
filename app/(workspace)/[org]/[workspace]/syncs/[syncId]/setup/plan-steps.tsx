import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { RunMessages } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/run-messages";
import { Facts } from "@/components/patterns/facts";
import { Panel } from "@/components/patterns/panel";
import { DecideBar } from "@/components/runs/decide-bar";
import { RunLive } from "@/components/runs/run-live";
import { RunTiles } from "@/components/runs/run-tiles";
import { MakePlan } from "@/components/setup/make-plan";
import { RefreshWhile } from "@/components/syncs/refresh-while";
import { NextRun } from "@/components/syncs/sync-state";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { isOpen } from "@/lib/model/run-state";
import { may } from "@/lib/permissions";
import { pendingPlanOf } from "@/lib/runs/pending-plan";
import { findRun } from "@/lib/runs/read";
import { tallyPlan } from "@/lib/runs/read-plan";
import { scheduleText } from "@/lib/syncs/schedule";
import type { StepProps } from "./step-props";

async function planOf({ ctx, setup }: StepProps) {
  const run = setup.runId ? await findRun(ctx, { runId: setup.runId }) : null;
  if (!run) return null;
  return { run, plan: pendingPlanOf(await tallyPlan(ctx, { runId: run.id }), run.appliedAt !== null) };
}

/** The first plan: being made, pending approval, or why there is none. */
export async function PlanStep(props: StepProps) {
  const { ctx, org, base, setup, sync, href } = props;
  const found = setup.plan === "none" ? null : await planOf(props);
  if (!found) {
    return (
      <Panel
        title="First plan"
        description="Rollcall reads the file and shows what it would change. Nothing changes before you approve it."
      >
        {may(ctx, "run:start") ? <MakePlan syncId={sync.id} label="Make the plan" /> : null}
      </Panel>
    );
  }
  const { run, plan } = found;
  const results = `${base}/runs/${run.id}`;
  if (isOpen(run.state)) {
    return (
      <RunLive
        key={`${run.id}-${run.decision}`}
        isUndo={false}
        progressHref={`${results}/progress`}
        initial={{
          ...{ state: run.state, phase: run.phase, rowsDone: run.rowsDone },
          ...{ bytesDone: run.bytesDone, bytesTotal: run.bytesTotal },
          startedAt: run.startedAt?.toISOString() ?? null,
          counts: run.counts,
          failure: run.failure,
        }}
      />
    );
  }
  if (run.state === "failed") {
    return (
      <>
        <RunMessages ctx={ctx} run={run} plan={plan} keeping={0} org={org} base={base} />
        <p className="flex flex-wrap gap-2">
          {may(ctx, "run:start") ? <MakePlan syncId={sync.id} label="Make the plan again" /> : null}
          <Button asChild variant="outline">
            <Link href={`${href}?step=fields`}>Back to the fields</Link>
          </Button>
        </p>
      </>
    );
  }
  return (
    <>
      <Panel
        title={run.state === "held" ? `${plural(plan.all, "change")} pending your approval` : "First plan"}
        description={
          run.state === "held"
            ? "This is what the file would do. Nothing has changed yet. Applying it also turns the sync on."
            : "This is what the file did."
        }
        actions={
          <Button asChild variant="outline" size="sm">
            <Link href={results}>Review each person</Link>
          </Button>
        }
      >
        {run.counts ? (
          <RunTiles
            counts={run.counts}
            isUndo={false}
            plan={run.state === "held" ? plan : null}
            href={results}
            active={{ kind: "", severity: "", standing: "" }}
          />
        ) : null}
      </Panel>
      {run.counts && run.counts.errors + run.counts.warnings > 0 ? (
        <Alert tone="held">
          <AlertTitle>
            {[
              run.counts.errors > 0
                ? plural(run.counts.errors, "row with an error", "rows with an error")
                : null,
              run.counts.warnings > 0 ? plural(run.counts.warnings, "warning") : null,
            ]
              .filter(Boolean)
              .join(", ")}
          </AlertTitle>
          <AlertDescription>
            <p>
              Rows with an error are skipped; they cost nobody their access.{" "}
              <Link
                href={`${results}?tab=issues`}
                className="text-primary underline-offset-4 hover:underline"
              >
                See the issues and how to fix them
              </Link>
            </p>
          </AlertDescription>
        </Alert>
      ) : null}
    </>
  );
}

/** The decision about a plan that is pending. */
export async function PlanBar(props: StepProps) {
  const found = props.setup.plan === "pending" ? await planOf(props) : null;
  if (found?.run.state !== "held") return null;
  const { run, plan } = found;
  return <DecideBar runId={run.id} plan={plan} revision={run.planRevision} isUndo={false} />;
}

/** The end: what happened, when it happens again, where to go. */
export function OnStep({ base, sync, setup }: StepProps) {
  const isOn = !setup.isSettingUp && setup.plan === "applied";
  return (
    <Panel
      title={
        <span className="flex items-center gap-2">
          {isOn ? <CircleCheck className="size-5 text-success" aria-hidden="true" /> : null}
          {isOn ? `${sync.name} is on` : setup.isSettingUp ? "Not on yet" : "No plan has been applied yet"}
        </span>
      }
      description={
        isOn
          ? `${plural(sync.usersCount, "user")} ${sync.usersCount === 1 ? "follows" : "follow"} the file from now on.`
          : "The first plan that you approve turns the sync on."
      }
      footer={
        <>
          <Button asChild>
            <Link href={`${base}/users`}>Open users</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href={`${base}/syncs/${sync.id}`}>Open the sync</Link>
          </Button>
        </>
      }
    >
      <Facts
        items={[
          { label: "Users of the sync", value: formatNumber(sync.usersCount) },
          { label: "Schedule", value: scheduleText(sync.schedule) },
          { label: "Next run", value: <NextRun sync={sync} /> },
        ]}
      />
      <RefreshWhile active={setup.plan === "applying"} />
    </Panel>
  );
}
