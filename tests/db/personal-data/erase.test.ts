import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { keepMail } from "@/lib/mail/outbox";
import { createInvitation } from "@/lib/members/invitations/create";
import { createPage } from "@/lib/pages/create";
import { erasePerson } from "@/lib/personal-data/erase";
import { discardRun } from "@/lib/runs/decide-run";
import { finishRun } from "@/lib/runs/finish-run";
import { uploadKey } from "@/lib/spool/keys";
import { createTeam } from "@/lib/teams/create";
import { inspectUpload } from "@/lib/uploads/inspect";
import { receiveUpload } from "@/lib/uploads/receive";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { updateUser } from "@/lib/users/update";
import { testDb } from "../../support/db";
import { mintDrop, putFile } from "../../support/drops";
import { placesOf } from "../../support/everything-stored";
import { HEADER, NO_GUARDS, queueFile, runFile, testDeps, work } from "../../support/pipeline";
import { mintToken } from "../../support/portal";
import { everythingSpooled } from "../../support/spool";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace, type Tenant } from "../../support/tenant";

const { sql } = testDb();
const MARKS = ["zymira", "zyvirta", "zyid-4711", "7654321", "zystreet", "zynumber"];
const ROW = 'ZYID-4711,zymira@zyvirta.example,Zymira,"Zyvirta-Lahti",+358 40 7654321,Zystreet 5';
const OTHERS = "8,bob@x.io,Bob,Dal,,Long street 1\n9,eve@x.io,Eve,Ek,,";
const COLUMNS = `${HEADER},Address`;
const dataDir = () => String(process.env.ROLLCALL_DATA_DIR);

let ours: Tenant;
let ws: WorkspaceCtx & { slug: string };
let syncId: string;
let addressId: number;

beforeEach(async () => {
  ours = await mintTenant();
  ws = await mintWorkspace({ ...ours.ctx, confirmedAt: new Date() });
  addressId = (await mintField(ws, { label: "Address", type: "text" })).id;
  syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
});

const file = (...rows: string[]) => `${[COLUMNS, ...rows].join("\n")}\n`;

async function idOf(email: string): Promise<number> {
  const [row] =
    await sql`select id::int from users where workspace_id = ${ws.workspaceId} and email = ${email}`;
  return row?.id;
}

async function ended(bytes: string, options = {}) {
  const run = await runFile(ws, syncId, bytes, options);
  await finishRun({ orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId: run.id }, testDeps());
  return run;
}

/** One person everywhere that the product puts people, then no longer in the file. */
async function everywhere(): Promise<number> {
  await ended(file(ROW, OTHERS));
  const id = await idOf("zymira@zyvirta.example");
  // Skipped rows: no address, an ID twice, an address that is hers in the row of somebody else.
  await ended(file(ROW, "ZYID-4711,zynumber@zyvirta.example,Zymira,Zyvirta-Lahti,,", OTHERS));
  await ended(file(ROW.replace("zymira@", "zymira(at)"), "8,zymira@zyvirta.example,Bob,Dal,,", OTHERS));
  await ended(file(ROW.replace("+358 40 7654321", "7.654321E+6"), OTHERS), { intent: "preview" });
  await ended(file(ROW, OTHERS), { managers: "Manager,Team\nzymira@zyvirta.example,Zynumber team\n" });
  const [row] = await sql`select version from users where id = ${id}`;
  const typed = {
    firstName: "Zymira",
    lastName: "Zynumber",
    mobile: "+358 40 7654321",
    role: "participant" as const,
  };
  await updateUser(ws, {
    ...{ id, version: row?.version, email: "zymira.new@zyvirta.example", ...typed },
    fields: { [addressId]: "Zystreet 6" },
  });
  const list = await createList(ws, { name: "Some", description: "", kind: "static", rule: null });
  await addListUsers(ws, { id: list.id, userIds: [id] });
  const team = await createTeam(ws, { name: "Crew", aliases: [] });
  await addUsersToTeam(ws, { userIds: [id], teamId: team.id, role: "member" });
  await createInvitation(
    { ...ours.ctx, confirmedAt: new Date() },
    { email: "zymira@zyvirta.example", role: "viewer" },
  );
  const to = { name: "Zymira Zyvirta-Lahti", address: "zymira@zyvirta.example" };
  await keepMail(ws.orgId, { to, subject: "Your link", text: "Hi Zymira", html: "" }, new Date());
  const upload = Buffer.from(file(ROW, OTHERS));
  const bytes = (async function* () {
    yield upload;
  })();
  const { uploadId } = await receiveUpload(ws, {
    fileName: "of zymira@zyvirta.example.csv",
    sizeBytes: upload.length,
    bytes,
  });
  await inspectUpload(ws, { uploadId });
  expect(await everythingSpooled()).toContain(uploadKey(uploadId));
  await inDrop();
  await ended(file(OTHERS));
  await mintToken(ws, { kind: "session", userId: id });
  return id;
}

/** A file of a drop that was replaced since, and is kept for download. */
async function inDrop(): Promise<void> {
  const { id, drop } = await mintDrop(ws);
  await mintSync(ws, { remoteSourceId: id, path: "hr.csv", name: "By drop" });
  await putFile(drop, "hr.csv", file(ROW, OTHERS));
  await putFile(drop, "hr.csv", file(OTHERS));
}

test("a person is found in nothing that is stored, once erased", async () => {
  const id = await everywhere();
  const before = await placesOf(MARKS, dataDir());
  expect(before).toEqual(
    expect.arrayContaining([
      ...[
        "users.email",
        "users.first_name",
        "users.last_name",
        "users.mobile",
        "users.fields",
        "users.external_id",
      ],
      ...["changes.before", "changes.csv_id", "changes.email", "changes.fields", "changes.mobile"],
      ...["issues.csv_id", "issues.email", "issues.value", "skipped_rows.cells", "issue_tallies.value"],
      ...["runs.file", "runs.columns", "user_edits.before", "user_edits.after", "invitations.email"],
      ...["uploads.columns", "uploads.file_name", "audit_log.target_label"],
      expect.stringContaining("/mails/"),
      expect.stringMatching(/^spool\/upload-/),
      expect.stringMatching(/^spool\/drop-/),
    ]),
  );
  const { receiptId } = await erasePerson(ws, { id, evenIfNamed: true });
  expect(await placesOf(MARKS, dataDir())).toEqual([]);
  const [receipt] = await sql`select * from erasures where id = ${receiptId}`;
  expect(receipt).toMatchObject({
    ...{ user_id: String(id), erased_by: ours.accountId, org_id: ws.orgId, workspace_name: "People" },
    removed: {
      users: 1,
      edits: 2,
      lists: 1,
      teams: 1,
      portalSessions: 1,
      uploads: 1,
      dropFiles: 1,
      mails: 1,
      invitations: 1,
    },
  });
  const address = "zymira.new@zyvirta.example";
  expect(receipt?.address_hash).toBe(createHash("sha256").update(`${receiptId}:${address}`).digest("hex"));
  const names = await sql`select first_name from users where workspace_id = ${ws.workspaceId} order by 1`;
  expect(names.map((row) => row.first_name)).toEqual(["Bob", "Eve"]);
  const [entry] = await sql`select * from audit_log where org_id = ${ws.orgId} and action = 'user.erase'`;
  expect(entry).toMatchObject({ target_id: String(id), target_label: null, actor_id: ours.accountId });
});

test("others keep everything: their lines, issues, rows and what only looks alike", async () => {
  await ended(file("7,ann@x.io,Ann,Ek,,", "70,joann@x.io,Joann,Ek,,"));
  const run = await ended(
    file("7,ann@x.io,Ann,Ek,,", "70,joann(at)x.io,Joann,Ek,,", "71,bad,Other,7,,", "72,worse,Ann,Dal,,"),
  );
  const id = await idOf("ann@x.io");
  await erasePerson(ws, { id, evenIfNamed: true });
  expect(await sql`select csv_id from changes where workspace_id = ${ws.workspaceId}`).toEqual([
    { csv_id: "70" },
  ]);
  const issues =
    await sql`select csv_id from issues where run_id = ${run.id} and severity = 'error' order by 1`;
  expect(issues).toEqual([{ csv_id: "70" }, { csv_id: "71" }, { csv_id: "72" }]);
  const rows = await sql`select cells->>0 as id from skipped_rows where run_id = ${run.id} order by 1`;
  expect(rows).toEqual([{ id: "70" }, { id: "71" }, { id: "72" }]);
});

test("an address that someone else has by now stays theirs", async () => {
  await ended(file("7,ann@x.io,Ann,Ek,,"));
  await ended(file("7,ann.ek@x.io,Ann,Ek,,", "8,ann@x.io,Other,Dal,,"));
  const id = await idOf("ann.ek@x.io");
  await erasePerson(ws, { id, evenIfNamed: true });
  const left = await sql`select csv_id, email from changes where workspace_id = ${ws.workspaceId}`;
  expect(left).toEqual([{ csv_id: "8", email: "ann@x.io" }]);
  expect(await idOf("ann@x.io")).toBeGreaterThan(0);
});

test("whom the last file still names is refused, unless it is known", async () => {
  await ended(file(ROW, OTHERS));
  const id = await idOf("zymira@zyvirta.example");
  await expect(erasePerson(ws, { id })).rejects.toMatchObject({
    code: "conflict",
    message: "The last file of the sync “Employees” still names this person.",
  });
  expect(await idOf("zymira@zyvirta.example")).toBe(id);
  await ended(file(OTHERS));
  const { receiptId } = await erasePerson(ws, { id });
  const [receipt] = await sql`select was_in_file, remaining from erasures where id = ${receiptId}`;
  expect(receipt).toEqual({ was_in_file: false, remaining: [] });
});

test("nobody is erased while a run is in progress, or a plan about them is pending", async () => {
  await ended(file(ROW, OTHERS));
  const id = await idOf("zymira@zyvirta.example");
  const queued = await queueFile(ws, syncId, file(OTHERS));
  await expect(erasePerson(ws, { id, evenIfNamed: true })).rejects.toMatchObject({ code: "conflict" });
  await sql`update syncs set guard_settings = '{"firstRun": true, "removals": {"share": 0, "people": 0}}' where id = ${syncId}`;
  const run = await work(ws, queued);
  expect(run.state).toBe("held");
  await expect(erasePerson(ws, { id, evenIfNamed: true })).rejects.toMatchObject({ code: "conflict" });
  await discardRun(ws, { runId: run.id });
  await erasePerson(ws, { id, evenIfNamed: true });
  expect(await idOf("zymira@zyvirta.example")).toBeUndefined();
});

test("what people wrote about the person is named in the receipt, without the name", async () => {
  const { id } = await mintUser(ws, {
    email: "zymira@zyvirta.example",
    firstName: "Zymira",
    lastName: "Zyvirta",
  });
  const page = { slug: "leave", audience: "everyone" as const, listIds: [] };
  await createPage(ws, { ...page, title: "On leave", body: "Ask Zymira Zyvirta." });
  await createPage(ws, { ...page, slug: "z", title: "Zymira Zyvirta", body: "" });
  const { receiptId } = await erasePerson(ws, { id });
  const [receipt] = await sql`select remaining from erasures where id = ${receiptId}`;
  expect(receipt?.remaining).toEqual([
    "The page “On leave” names this person. Edit it there.",
    "The page names this person. Edit it there.",
  ]);
});

test("a file in the folder of a drop is the customer's: the receipt says where it is", async () => {
  const { id: sourceId, drop } = await mintDrop(ws, { name: "HR drop" });
  await mintSync(ws, { remoteSourceId: sourceId, path: "hr.csv" });
  await putFile(drop, "hr.csv", file(ROW));
  const { id } = await mintUser(ws, { email: "zymira@zyvirta.example" });
  const { receiptId } = await erasePerson(ws, { id });
  const [receipt] = await sql`select remaining from erasures where id = ${receiptId}`;
  expect(receipt?.remaining).toEqual([
    "The file hr.csv in the drop “HR drop” names this person. Replace or delete it there.",
  ]);
});

test("the password is asked for, and a receipt is written once", async () => {
  const { id } = await mintUser(ws);
  await expect(erasePerson({ ...ws, confirmedAt: null }, { id })).rejects.toMatchObject({
    code: "confirm_needed",
  });
  await erasePerson(ws, { id });
  const app = ws.db.run((tx) => tx.execute("update erasures set removed = '{}'"));
  await expect(app).rejects.toMatchObject({ code: "42501" });
});
