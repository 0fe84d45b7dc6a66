import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { inTeams, writesOf } from "../../support/teams";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// While it isn't certain who the managers of a file are.

const MAPPING: Mapping = {
  columns: {
    UID: { kind: "id" },
    "Email address": { kind: "email" },
    "Job title": { kind: "ignore" },
    "Team(s)": { kind: "teams", blank: "clear" },
  },
  without: ["mobile"],
};
const ANN = "1,Ann,Lee,ann@x.io,Head,Sales";
const BOB = "2,Bob,Ray,bob@x.io,Clerk,Sales";
const CAT = "3,Cat,Fox,cat@x.io,Clerk,Legal";
const ALL = [ANN, BOB, CAT];

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS, mapping: MAPPING })).id;
});

const both = (rows: string[], leaders: string[]) =>
  runFile(
    ctx,
    syncId,
    `${["UID,First name,Last name,Email address,Job title,Team(s)", ...rows].join("\n")}\n`,
    {
      managers: `${["UID,Team(s)", ...leaders].join("\n")}\n`,
    },
  );

test("while an ID can't be read, nobody loses a team they lead, and the run says so", async () => {
  await both(ALL, ["1,Sales", "3,Legal"]);
  const run = await both(ALL, ["1,Board", ",Legal"]);
  expect(await inTeams(ctx)).toEqual(["1: Sales / Board,Sales", "2: Sales / ", "3: Legal / Legal"]);
  expect(run.notes).toEqual([
    "In the managers file, the ID of 1 row can't be read. Until that is fixed, nobody loses a team they manage.",
  ]);
});

test("while a manager is not in the employees file, nobody loses a team they lead, and the run says so", async () => {
  await both(ALL, ["1,Sales", "2,Board", "3,Legal"]);
  const before = await writesOf(ctx);
  // 3 was mistyped as 33, and 2 is missing.
  const run = await both(ALL, ["1,Sales", "33,Legal"]);
  expect(run).toMatchObject({
    state: "succeeded_with_issues",
    counts: { updated: 0, unchanged: 3, errors: 1 },
    notes: [
      "In the managers file, 1 manager is not in the employees file (33). Until that is fixed, nobody loses a team they manage.",
    ],
  });
  expect(await writesOf(ctx)).toEqual(before);
  const next = await both(ALL, ["1,Sales", "3,Legal"]);
  expect(next).toMatchObject({ state: "succeeded", counts: { updated: 1 }, notes: [] });
  expect(await inTeams(ctx)).toEqual(["1: Sales / Sales", "2: Sales / ", "3: Legal / Legal"]);
});

test("the rest of a row is taken over meanwhile, and what was kept is taken as soon as the manager is found", async () => {
  await both(ALL, ['1,"Sales\nBoard"', "2,Board", "3,Legal"]);
  const changed = [ANN, "2,Robert,Ray,bob@x.io,Clerk,Legal", CAT];
  await both(changed, ['1,"Sales\nTrade"', "33,Legal"]);
  const kept = ["1: Sales / Board,Sales,Trade", "2: Legal / Board", "3: Legal / Legal"];
  expect(await inTeams(ctx)).toEqual(kept);
  await both(changed, ['1,"Sales\nTrade"', "33,Legal"]);
  expect(await inTeams(ctx)).toEqual(kept);
  await both(changed, ['1,"Sales\nTrade"', "3,Legal"]);
  expect(await inTeams(ctx)).toEqual(["1: Sales / Sales,Trade", "2: Legal / ", "3: Legal / Legal"]);
});

test("someone who comes back leads again what they led, while it isn't certain who the managers are", async () => {
  await both(ALL, ["1,Sales", "3,Legal"]);
  await both([ANN, BOB], ["1,Sales"]);
  await both(ALL, ["1,Sales", "33,Legal"]);
  expect((await inTeams(ctx))[2]).toBe("3: Legal / Legal");
});
