import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateAlerts } from "@/lib/alerts/evaluate";
import { listInbox } from "@/lib/alerts/inbox";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { openSystem } from "@/lib/runs/open-run";
import { testDb } from "../../support/db";
import { anyOp, type Op, Oracle, type RunOp, thingsTold } from "../../support/nights";
import { testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const NIGHTS = 500;
const { sql } = testDb();

/** A sync whose runs, conditions and keys are changed in the database as the product's statements change them. */
class Life {
  private heldId: string | null = null;
  private minutes = 0;
  private seen = new Set<string>();

  constructor(
    private readonly ctx: Ctx,
    private readonly ws: WorkspaceCtx,
    private readonly syncId: string,
    private readonly sourceId: string,
  ) {}

  async happen(op: Op): Promise<void> {
    const at = new Date(Date.UTC(2026, 0, 1) + this.minutes++ * 60_000);
    if (op.do === "run") await this.run(op, at);
    if (op.do === "approve" && this.heldId) {
      await sql`update runs set state = 'queued', decision = 'all' where id = ${this.heldId}`;
      await sql`update runs set state = 'running' where id = ${this.heldId}`;
      await this.evaluate(true, []);
      const failure = { code: "conflict", message: "", remedy: null };
      if (op.works)
        await sql`update runs set state = 'succeeded', applied_at = ${at} where id = ${this.heldId}`;
      else
        await sql`update runs set state = 'failed', failure = ${sql.json(failure)} where id = ${this.heldId}`;
      this.heldId = null;
    }
    if (op.do === "discard" && this.heldId) {
      await sql`update runs set state = 'cancelled', decision = 'discard' where id = ${this.heldId}`;
      this.heldId = null;
    }
    if (op.do === "undo") {
      const id = await this.insert({ undoes: await this.insert({ state: "succeeded" }, at) }, at);
      await sql`update runs set state = 'running' where id = ${id}`;
      await sql`update runs set state = 'failed', failure = '{"code": "internal"}' where id = ${id}`;
    }
    if (op.do === "late" || op.do === "unreachable") await this.condition(op.do, op, at);
    if (op.do === "host_key") await this.showKey(op.isOn);
  }

  private async showKey(isOther: boolean): Promise<void> {
    const key = isOther ? sql.json({ type: "a", blob: "b", fingerprint: "c" }) : null;
    await sql`update remote_sources set host_key_seen = ${key} where id = ${this.sourceId}`;
  }

  /** Evaluates, and expects the inbox to gain just these things. */
  async evaluate(isKept: boolean, expected: readonly string[]): Promise<void> {
    const dying: WorkspaceCtx = {
      ...this.ws,
      db: {
        ...this.ws.db,
        run: (work) =>
          this.ws.db.run(async (tx) => {
            await work(tx);
            throw new Error("killed");
          }),
      },
    };
    if (isKept) await evaluateAlerts(this.ws, this.syncId);
    else await expect(evaluateAlerts(dying, this.syncId)).rejects.toThrow("killed");
    const { items } = await listInbox(this.ctx, { limit: 20 });
    const added = items.filter(({ id }) => !this.seen.has(id));
    for (const { id } of added) this.seen.add(id);
    expect(thingsTold(added)).toEqual([...expected]);
  }

  private async condition(kind: string, { isOn, isWell }: { isOn: boolean; isWell: boolean }, at: Date) {
    if (isOn) {
      await sql`insert into sync_conditions (org_id, workspace_id, sync_id, kind, since, raised_at)
        values (${this.ws.orgId}, ${this.ws.workspaceId}, ${this.syncId}, ${kind}, ${at}, ${at})
        on conflict (sync_id, kind) where cleared_at is null do nothing`;
      return;
    }
    const seen = isWell ? at : new Date(0);
    await sql`update syncs set last_new_file_at = ${seen}, looked_at = ${seen} where id = ${this.syncId}`;
    await sql`update sync_conditions set cleared_at = ${at}
      where sync_id = ${this.syncId} and kind = ${kind} and cleared_at is null`;
  }

  private async run({ isApply, end, errors, guard, loses }: RunOp, at: Date): Promise<void> {
    const id = await this.insert({ intent: isApply ? "apply" : "preview" }, at);
    await sql`update runs set state = 'running' where id = ${id}`;
    // Somebody looks while it is at work: it is told when that is over.
    await this.evaluate(true, []);
    const isReading = end === "ok" || end === "held";
    if (end === "key") await this.showKey(true);
    if (isReading || end === "quiet") await this.showKey(false);
    if (isReading && this.heldId) {
      await sql`update runs set state = 'superseded', superseded_by = ${id} where id = ${this.heldId}`;
      this.heldId = null;
    }
    const code = { failed: "file_blocked", waits: "file_waiting", key: "source_host_key" }[end as string];
    const state = { ok: "succeeded", quiet: "no_change", held: "held", cancelled: "cancelled" }[
      end as string
    ];
    const place = { org_id: this.ws.orgId, workspace_id: this.ws.workspaceId, run_id: id };
    if (isReading) {
      for (const value of errors)
        await sql`insert into issue_tallies ${sql({ ...place, severity: "error", code: "email_invalid", value, count: 1 })}`;
      if (loses && end === "held")
        await sql`insert into changes ${sql({ ...place, kind: "remove", csv_id: "1", user_id: 1 })}`;
    }
    await sql`update runs set state = ${state ?? "failed"}, failure = ${code ? sql.json({ code }) : null},
      source = ${isReading ? sql.json({ path: "users.csv" }) : null},
      counts = ${end === "cancelled" ? null : sql.json({ errors: isReading ? errors.length : 0, removed: 0 })},
      guards = ${end === "held" ? sql.json([{ code: guard, holds: "all", reason: "" }]) : sql.json([])},
      expires_at = ${end === "held" ? at : null} where id = ${id}`;
    if (end === "held" && isApply) this.heldId = id;
    // A preview that waits is nobody's alert. It goes, so that the next run finds no plan but ours.
    if (end === "held" && !isApply) await sql`update runs set state = 'cancelled' where id = ${id}`;
  }

  private async insert(values: Record<string, unknown>, at: Date): Promise<string> {
    const id = randomUUID();
    const { orgId, workspaceId } = this.ws;
    const place = { id, org_id: orgId, workspace_id: workspaceId, sync_id: this.syncId };
    const how = { trigger: "schedule", requested_by_label: "Schedule", created_at: at };
    await sql`insert into runs ${sql({ ...place, ...how, ...values })}`;
    return id;
  }
}

async function mintLife(): Promise<Life> {
  const { ctx } = await mintTenant();
  const place = await mintWorkspace(ctx);
  const key = { type: "a", blob: "a", fingerprint: "a" };
  const source = await mintRemoteSource(ctx, { hostKey: key });
  const { id } = await mintSync(place, { remoteSourceId: source.id, path: "users.csv" });
  return new Life(ctx, openSystem(place, testDeps()), id, source.id);
}

test("over hundreds of random nights in the database no state is told twice and none is missed, whoever is killed", async () => {
  let nights = 0;
  const perSync = 50;
  await fc.assert(
    fc.asyncProperty(fc.array(anyOp, { minLength: perSync, maxLength: perSync }), async (ops) => {
      const life = await mintLife();
      const oracle = new Oracle();
      for (const op of [...ops, { do: "evaluate" } as const]) {
        nights += op.do === "run" ? 1 : 0;
        await life.happen(op);
        oracle.happen(op);
        if (op.do === "killed") await life.evaluate(false, []);
        if (op.do !== "evaluate") continue;
        await life.evaluate(true, oracle.look());
        await life.evaluate(true, []);
      }
    }),
    // Two of five things that happen are runs.
    { numRuns: Math.ceil((NIGHTS * 5) / 2 / perSync), endOnFailure: true },
  );
  expect(nights).toBeGreaterThan(NIGHTS * 0.8);
}, 600_000);
