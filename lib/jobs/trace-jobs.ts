import { Middleware } from "inngest";
import { type Facts, type Job, traces } from "@/lib/traces/trace";

/** Ids of an event, by what traces call them. */
const IDS = {
  orgId: "rollcall.org.id",
  workspaceId: "rollcall.workspace.id",
  syncId: "rollcall.sync.id",
  runId: "rollcall.run.id",
} as const;

/** Where the data of an event has what asked for it. */
const CARRIED = "traceparent";
const CRON = "inngest/scheduled.timer";

/**
 * Traces the job functions, whoever executes them: one span for each execution, with one for each of its steps. Their
 * events carry the trace of what asked for them.
 */
export class TraceJobs extends Middleware.BaseMiddleware {
  readonly id = "traces";

  override transformSendEvent({
    events,
    fn,
  }: Middleware.TransformSendEventArgs): Middleware.TransformSendEventArgs {
    const carried = traces()?.carried();
    if (!carried) return { events, fn };
    return { fn, events: events.map((event) => ({ ...event, data: { ...event.data, [CARRIED]: carried } })) };
  }

  override async wrapStepHandler({
    ctx,
    fn,
    next,
    stepInfo,
  }: Middleware.WrapStepHandlerArgs): Promise<unknown> {
    const on = traces();
    if (!on) return next();
    const facts = { "rollcall.step": stepInfo.options.id, "rollcall.attempt": ctx.attempt };
    return on.step(jobOf(ctx, fn), facts, next);
  }

  override onRunComplete({ ctx, fn, output }: Middleware.OnRunCompleteArgs): void {
    traces()?.endJob(jobOf(ctx, fn), resultOf(output));
  }

  override onRunError({ ctx, fn, error, isFinalAttempt }: Middleware.OnRunErrorArgs): void {
    if (isFinalAttempt) traces()?.endJob(jobOf(ctx, fn), {}, error);
  }
}

type Called = {
  ctx: { runId: string; event: { name: string; ts?: number | undefined; data?: object | undefined } };
  fn: { opts: { id: string } };
};

/** A part of the function `id` that is done outside of its steps, traced as if it were one. */
export function tracedAsStep<T>(
  ctx: Called["ctx"] & { attempt: number },
  { id, step }: { id: string; step: string },
  work: () => Promise<T>,
): Promise<T> {
  const on = traces();
  if (!on) return work();
  const facts = { "rollcall.step": step, "rollcall.attempt": ctx.attempt };
  return on.step(jobOf(ctx, { opts: { id } }), facts, work);
}

function jobOf(ctx: Called["ctx"], fn: Called["fn"]): Job {
  const { name, ts, data } = ctx.event;
  const about: Readonly<Record<string, unknown>> = { ...data };
  const carried = name === CRON ? undefined : about[CARRIED];
  return {
    id: ctx.runId,
    name: fn.opts.id,
    askedAt: ts ?? Date.now(),
    carried: typeof carried === "string" ? carried : null,
    facts: Object.fromEntries(
      Object.entries(IDS).flatMap(([key, as]) => (typeof about[key] === "string" ? [[as, about[key]]] : [])),
    ),
  };
}

/** State, trigger and counts of what a function gave back. */
function resultOf(output: unknown): Facts {
  if (typeof output !== "object" || output === null) return {};
  const { state, trigger, counts } = output as Readonly<Record<string, unknown>>;
  const numbers = Object.entries(typeof counts === "object" && counts !== null ? counts : {});
  return {
    ...(typeof state === "string" ? { "rollcall.run.state": state } : {}),
    ...(typeof trigger === "string" ? { "rollcall.run.trigger": trigger } : {}),
    ...Object.fromEntries(numbers.map(([name, count]) => [`rollcall.count.${snake(name)}`, count])),
  };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
