import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  ClockAlert,
  TriangleAlert,
  Undo2,
  Unplug,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { planText } from "@/components/overview/plan-text";
import { DayTime } from "@/components/patterns/day-time";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { lastResultsHref, syncHref } from "@/components/syncs/sync-links";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import type { Need, OpenPlan, Overview } from "@/lib/overview/views";
import { newFileText } from "@/lib/syncs/rhythm";

/** The rest is in the table of syncs, those that need someone first. */
const SHOWN = 10;

type Props = { org: string; overview: Pick<Overview, "plans" | "needs" | "syncsCount"> };

/** What needs someone: plans, then what has failed or is late. Says so when there is nothing to do. */
export function NeedsPanel({ org, overview: { plans, needs, syncsCount } }: Props) {
  const count = plans.length + needs.length;
  if (count === 0) return <NothingToDo syncsCount={syncsCount} />;
  const rows = [
    ...plans.map((plan) => <PlanRow key={plan.runId} org={org} plan={plan} />),
    ...needs.map((need) => <NeedRow key={`${need.kind} ${need.sync.id}`} org={org} need={need} />),
  ];
  return (
    <Panel flush title={count === 1 ? "1 thing to do" : `${plural(count, "thing")} to do`}>
      <ul>{rows.slice(0, SHOWN)}</ul>
      {rows.length > SHOWN ? (
        <p className="border-t px-4 py-2.5 text-sm">
          <Link href={`/${org}?show=needs`} className="text-primary underline-offset-4 hover:underline">
            {`Show all syncs that need you (${plural(rows.length - SHOWN, "more thing")})`}
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}

function NothingToDo({ syncsCount }: { syncsCount: number }) {
  return (
    <section
      aria-label="Nothing to do"
      className="flex items-start gap-3 rounded-lg border border-success-line bg-success-soft px-4 py-3"
    >
      <CircleCheck className="mt-0.5 size-5 shrink-0 text-success" aria-hidden="true" />
      <div>
        <h2 className="font-semibold">Nothing to do</h2>
        <p className="text-muted-foreground text-sm">
          {syncsCount === 1
            ? "The sync has not failed, its plan is not pending approval, and its file is neither late nor has row errors."
            : "No plan is pending approval, no sync has failed, and no file is late or has row errors."}
        </p>
      </div>
    </section>
  );
}

function PlanRow({ org, plan }: { org: string; plan: OpenPlan }) {
  const { sync, workspace, guards, expiresAt } = plan;
  const [first, ...more] = guards;
  return (
    <Row
      icon={<CirclePause className="text-held" />}
      title={
        <>
          <Link
            href={syncHref(org, { id: sync.id, workspace })}
            className="underline-offset-4 hover:underline"
          >
            {sync.name}
          </Link>
          {`: ${planText(plan)}`}
        </>
      }
      place={workspace.name}
      action={{
        href: `/${org}/${workspace.slug}/runs/${plan.runId}`,
        label: "Review the plan",
        name: sync.name,
      }}
    >
      {first
        ? `${first.reason}${more.length > 0 ? ` (and ${plural(more.length, "other reason")})` : ""} `
        : null}
      {expiresAt ? (
        <span className="whitespace-nowrap">
          Expires on <DayTime at={expiresAt} />.
        </span>
      ) : null}
    </Row>
  );
}

function NeedRow({ org, need }: { org: string; need: Need }) {
  const { kind, sync, since, failure } = need;
  const home = (
    <Link href={syncHref(org, sync)} className="underline-offset-4 hover:underline">
      {sync.name}
    </Link>
  );
  const when = <RelativeTime at={since} />;
  if (kind === "late") {
    return (
      <Row
        icon={<ClockAlert className="text-held" />}
        title={<>{home}: no new file</>}
        place={sync.workspace.name}
        action={{ href: syncHref(org, sync), label: "Open the sync", name: sync.name }}
      >
        Expected {newFileText(sync)}; late since {when}.
      </Row>
    );
  }
  if (kind === "undone") {
    return (
      <Row
        icon={<Undo2 className="text-held" />}
        title={<>{home}: the last run was undone</>}
        place={
          <>
            {sync.workspace.name} · {when}
          </>
        }
        action={{ href: syncHref(org, sync), label: "Open the sync", name: sync.name }}
      >
        The next run makes the same changes again unless the file changes
        {sync.nextRunAt ? (
          <>
            : <RelativeTime at={sync.nextRunAt} />
          </>
        ) : null}
        . Pause the sync until it has.
      </Row>
    );
  }
  if (kind === "row_errors") {
    return (
      <Row
        icon={<TriangleAlert className="text-held" />}
        title={<>{home}: row errors</>}
        place={
          <>
            {sync.workspace.name} · {when}
          </>
        }
        action={{ href: lastResultsHref(org, sync), label: "View results", name: sync.name }}
      >
        {`${plural(need.errors ?? 0, "row")} of the file had errors and could not be used.`}
      </Row>
    );
  }
  const isFailed = kind === "failed";
  return (
    <Row
      icon={isFailed ? <CircleAlert className="text-danger" /> : <Unplug className="text-held" />}
      title={
        <>
          {home}: {isFailed ? "sync failed" : "server can't be reached"}
        </>
      }
      place={
        <>
          {sync.workspace.name} · {when}
        </>
      }
      action={
        isFailed
          ? { href: lastResultsHref(org, sync), label: "View results", name: sync.name }
          : { href: syncHref(org, sync), label: "Open the sync", name: sync.name }
      }
    >
      {failure?.message ?? "No user was changed."}
    </Row>
  );
}

type RowProps = {
  icon: ReactNode;
  title: ReactNode;
  /** The workspace, and when it happened there. */
  place: ReactNode;
  /** `name`: of the sync, which tells buttons of one label apart. */
  action: { href: string; label: string; name: string };
  children: ReactNode;
};

function Row({ icon, title, place, action, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b px-4 py-3 last:border-0">
      <span aria-hidden="true" className="mt-0.5 [&_svg]:size-4.5">
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="wrap-anywhere font-medium">{title}</p>
        <p className="wrap-anywhere text-pretty text-muted-foreground text-sm">{children}</p>
        <p className="wrap-anywhere text-muted-foreground text-xs">{place}</p>
      </div>
      <Button asChild variant="outline" size="sm" className="max-sm:ml-7.5">
        <Link href={action.href} aria-label={`${action.label}: ${action.name}`}>
          {action.label}
        </Link>
      </Button>
    </li>
  );
}
