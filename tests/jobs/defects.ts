// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of source files
/** A defect put in on purpose: some text of a file becomes another. `red` is a test that must fail with it. */
export type Defect = {
  what: string;
  edits: readonly { file: string; from: string; to: string }[];
  red: { file: string; test: string };
};

const matrix = (test: string) => ({ file: "tests/jobs/crash-matrix.test.ts", test });
const races = (test: string) => ({ file: "tests/jobs/crash-races.test.ts", test });
const ends = (test: string) => ({ file: "tests/jobs/crash-ends.test.ts", test });
const one = (file: string, from: string, to: string) => [{ file, from, to }];

const BOTH_WAYS = {
  file: "tests/db/prints/both-ways.test.ts",
  test: "runs that spare rows plan, say and do what runs do that read every row",
};

const APPLY = "lib/pipeline/apply/apply-plan.store.ts";
const STORE = "lib/runs/store.ts";

export const DEFECTS: readonly Defect[] = [
  {
    what: "The apply does not look at the fence",
    edits: one(APPLY, "and fence = ${lease.fence} and state = 'running'", "and state = 'running'"),
    red: races("a process that was overtaken applies nothing"),
  },
  {
    what: "A claim does not raise the fence",
    edits: one(STORE, "fence: sql`${runs.fence} + 1`,", "fence: sql`${runs.fence}`,"),
    red: races("a process that was away while it planned"),
  },
  {
    what: "A plan that was cut off is applied, whatever phase its run is in",
    edits: [
      {
        file: "lib/runs/apply-run.ts",
        from: 'if (run.phase !== "applying") return',
        to: "if (false) return",
      },
      { file: APPLY, from: " and state = 'running' and phase = 'applying'", to: " and state = 'running'" },
      {
        file: "lib/runs/plan-run.ts",
        from: 'if (run.decision || run.phase === "applying") return',
        to: "if (run.decision || run.phase) return",
      },
    ],
    red: matrix("worker killed mid-plan"),
  },
  {
    what: "Changes of an earlier attempt are not cleared",
    edits: one("lib/pipeline/plan-file.ts", "await clearPlan(ctx, lease);", ""),
    red: matrix("worker killed mid-plan"),
  },
  {
    what: "The run is closed in a transaction of its own, after the apply",
    edits: [
      {
        file: APPLY,
        from: "from gate, tally where r.id = gate.id\n",
        to: "from gate, tally where r.id = gate.id and false\n",
      },
      {
        file: "lib/runs/apply-run.ts",
        from: 'checkpoint("after-commit");',
        to: "checkpoint(\"after-commit\");\n    if (!applied) await ctx.db.run((tx) => tx.execute(`update runs set state = 'succeeded', phase = null, finished_at = now() where id = '${run.id}'`));",
      },
    ],
    red: matrix("worker killed after-commit"),
  },
  {
    what: "Removals are written in a transaction of their own, before the rest",
    edits: one(
      APPLY,
      "  return ctx.db.run(async (tx) => {",
      "  await ctx.db.run((tx) => tx.execute(sql`update users u set state = 'removed', version = u.version + 1 from changes t where t.run_id = ${lease.runId} and t.kind = 'remove' and u.id = t.user_id`));\n  return ctx.db.run(async (tx) => {",
    ),
    red: matrix("worker killed in-apply"),
  },
  {
    what: "The last good run is set before the apply",
    edits: [
      {
        file: "lib/runs/apply-run.ts",
        from: 'checkpoint("before-apply");',
        to: "await ctx.db.run((tx) => tx.execute(`update syncs set baseline = jsonb_set(baseline, '{runId}', '\"${run.id}\"') where id = '${run.syncId}'`));\n    checkpoint(\"before-apply\");",
      },
    ],
    red: ends("cancelled at before-apply"),
  },
  {
    what: "A lost connection is swallowed while the plan is stored",
    edits: one(
      "lib/pipeline/persistence/ledger.ts",
      "writing = work();",
      "writing = work().catch(() => undefined);",
    ),
    red: {
      file: "tests/jobs/crash-backends.test.ts",
      test: "connections are terminated three times while one run is planned",
    },
  },
  {
    what: "A process that was overtaken keeps the lease",
    edits: one(
      STORE,
      "      .set({ ...at, leaseUntil: sql`now() + ${LEASE}` })\n      .where(underLease(ctx, lease))",
      "      .set({ ...at, leaseUntil: sql`now() + ${LEASE}` })\n      .where(byId(runs, ctx, lease.runId))",
    ),
    red: races("a process that was away while it planned"),
  },
  {
    what: "Whoever was overtaken may still store lines of the plan",
    edits: [
      {
        file: "lib/pipeline/persistence/plans.store.ts",
        from: "        and fence = ${lease.fence} and state = 'running' for share`",
        to: "        for share`",
      },
      { file: STORE, from: "eq(runs.fence, fence), eq(runs.state", to: "eq(runs.state" },
    ],
    red: races("a process that was away while it planned"),
  },
  {
    what: "A run that was cancelled is closed all the same",
    edits: [
      {
        file: STORE,
        from: 'eq(runs.fence, fence), eq(runs.state, "running"))',
        to: "eq(runs.fence, fence))",
      },
      {
        file: "lib/pipeline/persistence/plans.store.ts",
        from: " and state = 'running' for share`",
        to: " for share`",
      },
    ],
    red: ends("cancelled at after-stage"),
  },
  {
    what: "The key of addresses is not deferrable",
    edits: one("drizzle/migrations/0002_walls.sql", "\n  DEFERRABLE INITIALLY IMMEDIATE;", ";"),
    red: races("eight who claim"),
  },
  {
    what: "The sweep never ends a dead run",
    edits: one("lib/runs/sweep.ts", 'return usesInngestServer() ? "resend" : "fail";', 'return "leave";'),
    red: ends("a run whose job is lost"),
  },
  {
    what: "A job that gives up does not end its run",
    edits: one(
      "inngest/functions/sync-run.ts",
      "await retrying(() => failRun(runRef.parse(event.data.event.data)));",
      "void event;",
    ),
    red: ends("worker dies at every attempt"),
  },
  {
    what: "Files are deleted only after an apply that was seen to succeed",
    edits: one(
      "inngest/functions/sync-run.ts",
      'if (next !== "fetch") return await retrying(() => finish(ref));',
      'if (next === "stop") return { next };\n      if (next !== "fetch") return await retrying(() => finish(ref));',
    ),
    red: matrix("worker killed after-commit"),
  },
  {
    what: "What a dead worker had fetched stays in the spool",
    edits: one("lib/runs/finish-run.ts", "await removeRunFiles(run.id);", ""),
    red: ends("cancelled while its worker is dead"),
  },
  {
    what: "A run that has ended is taken up again",
    edits: one(
      STORE,
      'inArray(runs.state, statesBefore("running"))',
      'inArray(runs.state, [...statesBefore("running"), "succeeded_with_issues"])',
    ),
    red: matrix("worker killed after-commit"),
  },
  {
    what: "Rows that share an address with one that is read are not read",
    edits: one(
      "lib/pipeline/fast-way.ts",
      "!idHashes.has(lookups[at] ?? 0) && !addressHashes.has(lookups[at + 1] ?? 0)",
      "!idHashes.has(lookups[at] ?? 0)",
    ),
    red: BOTH_WAYS,
  },
  {
    what: "Rows with issues get prints",
    edits: one("lib/pipeline/persistence/ledger.ts", "if (issue.row !== null) onIssue?.(issue.row);", ""),
    red: BOTH_WAYS,
  },
  {
    what: "Users who are changed after their rows were read are not noted",
    edits: one(
      "drizzle/migrations/0067_sync_prints.sql",
      "WHEN (current_setting('app.keeps_prints', true) IS DISTINCT FROM 'on')",
      "WHEN (false)",
    ),
    red: BOTH_WAYS,
  },
  {
    what: "Users whose lines of a plan did not go count as their rows say",
    edits: one(
      "lib/pipeline/prints/prints.store.ts",
      "and status <> all(${sql.param([...statuses])}::text[])",
      "and false",
    ),
    red: {
      file: "tests/db/prints/left-out.test.ts",
      test: "An update that was left out is in the next plan",
    },
  },
  {
    what: "Users without a row are forgotten, and nobody counts",
    edits: [
      {
        file: "lib/pipeline/plan/planner.ts",
        from: "if (roster.isOrWillBe(index) && !isAsPrinted)",
        to: "if (false)",
      },
      {
        file: "lib/pipeline/fast-way.ts",
        from: "if (isThere + spared.rows !== (await active)) return null;",
        to: "",
      },
    ],
    red: BOTH_WAYS,
  },
];
