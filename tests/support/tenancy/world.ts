import { randomBytes, randomUUID } from "node:crypto";
import {
  alertNotices,
  alerts,
  changes,
  inboxItems,
  issues,
  issueTallies,
  runs,
  skippedRows,
  syncPrints,
  syncPrintsStale,
  teamMembers,
  teams,
  uploads,
} from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import { createToken } from "@/lib/api-tokens/create";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";
import { writeAudit } from "@/lib/audit/write-audit";
import { enterAccount, enterOrg, enterWorkspace } from "@/lib/auth/enter";
import type { AccountCtx, Ctx, WorkspaceCtx } from "@/lib/context";
import { addListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { inviteToWorkspace } from "@/lib/members/access/invite";
import { listWorkspaceInvitations } from "@/lib/members/access/read";
import { createInvitation } from "@/lib/members/invitations/create";
import { accountOf } from "@/lib/model/actor";
import type { SftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { testDb } from "../db";
import { signedIn } from "../request";
import {
  mintField,
  mintMember,
  mintRemoteSource,
  mintSync,
  mintTenant,
  mintUser,
  mintWorkspace,
  mintWorkspaceMember,
} from "../tenant";
import { type ChannelThings, mintChannelThings } from "./channel-things";
import { mintLook, mintReceipt } from "./data-things";
import { type DropThings, mintDropThings } from "./drop-things";
import { mintPeopleThings, type PeopleThings } from "./people-things";
import { mintPortalThings, type PortalThings } from "./portal-things";
import { mintSsoThings, type SsoThings } from "./sso-things";
import { mintWebhookThings } from "./webhook-things";

/** Everything that somebody can be. `guest`: of the organization, without a role in this workspace. */
export const ROLES_THERE = {
  owner: null,
  admin: null,
  viewer: null,
  guest: null,
  "workspace admin": "admin",
  "workspace author": "author",
  "workspace viewer": "viewer",
} as const satisfies Record<string, WorkspaceRole | null>;

export type Role = keyof typeof ROLES_THERE;

/** An organization with one of everything. Every word a person wrote contains one of its two marks. */
export type World = {
  /** In everything that belongs to the workspace. */
  mark: string;
  /** In everything that belongs to the organization as a whole. */
  orgMark: string;
  orgId: string;
  slug: string;
  workspaceId: string;
  workspaceSlug: string;
  /** Of its owner. */
  account: AccountCtx;
  ctx: Ctx;
  ws: WorkspaceCtx;
  /** Cookie headers. Those with a role in a workspace are guests of the organization, and have it in this one. */
  browsers: Record<Role, string>;
  /** Its workspace admin: a guest of the organization. */
  guest: { account: AccountCtx; ctx: Ctx; ws: WorkspaceCtx };
  memberId: string;
  sessionId: string;
  invitationId: string;
  invitationToken: string;
  /** To the workspace alone. */
  workspaceInvitationId: string;
  remoteSourceId: string;
  syncId: string;
  uploadSyncId: string;
  runId: string;
  alertId: string;
  noticeId: string;
  uploadId: string;
  /** Of the file of its sync. */
  lookId: string;
  fieldId: number;
  optionId: number;
  userId: number;
  teamId: number;
  listId: number;
  /** An API token that may do everything, in all workspaces. */
  apiTokenId: string;
  apiToken: string;
  receiptId: string;
  webhookId: string;
  webhookDeliveryId: string;
} & PeopleThings &
  PortalThings &
  DropThings &
  SsoThings &
  ChannelThings;

/** Mints one. `beside` puts it into another workspace of that world's organization instead. */
export async function mintWorld(beside?: World): Promise<World> {
  const mark = newMark();
  const orgMark = beside?.orgMark ?? newMark();
  const place = beside ?? (await mintPlace(orgMark));
  const { account, ctx, orgId, slug } = place;
  const workspace = await mintWorkspace(ctx, `${mark} people`);
  const ws = await enterWorkspace(ctx, workspace.slug);
  const inside = await mintWorkspaceBrowsers(place, workspace);
  const browsers = { ...(beside?.browsers ?? (await mintBrowsers(place))), ...inside.browsers };
  const things = await mintThings(ws, { mark, orgMark });
  const drops = await mintDropThings(ctx, orgMark);
  const sso = await mintSsoThings({ orgId, account }, orgMark);
  const channels = await mintChannelThings(ctx, orgMark);
  const slugs = { org: slug, workspace: workspace.slug };
  const portal = await mintPortalThings(ws, { mark, userId: things.userId, slugs });
  const [member] = await testDb().sql`select id from members where org_id = ${orgId} and role = 'admin'`;
  const email = `${orgMark}-${mark.slice(4)}@example.com`;
  const invited = await createInvitation(ctx, { email, role: "viewer" });
  const [invitation] = await testDb()
    .sql`select id from invitations where org_id = ${orgId} and email = ${email}`;
  const workspaceInvitationId = await mintWorkspaceInvitation(ws, mark);
  const owner = await signedIn(account.accountId);
  const { id: apiTokenId, token: apiToken } = await mintApiToken(account, { orgMark, slug });
  return {
    ...{ mark, orgMark, orgId, slug, account, ctx, ws, browsers, guest: inside.guest },
    ...{ workspaceId: ws.workspaceId, workspaceSlug: workspace.slug },
    ...{ memberId: member?.id, sessionId: owner.sessionId, invitationId: invitation?.id },
    workspaceInvitationId,
    invitationToken: invited.link.split("/invite/")[1] ?? "",
    ...things,
    ...portal,
    ...drops,
    ...channels,
    ...{ apiTokenId, apiToken },
    ...sso,
    ...(await mintWebhookThings(ctx, orgMark)),
  };
}

async function mintApiToken(account: AccountCtx, { orgMark, slug }: { orgMark: string; slug: string }) {
  const ctx = await enterOrg(testDb().db, { ...account, confirmedAt: new Date() }, slug);
  const permissions = TOKEN_PERMISSIONS.map(({ permission }) => permission);
  return createToken(ctx, { label: `${orgMark} token`, permissions, workspaceIds: null, days: null });
}

async function mintPlace(mark: string) {
  const { orgId, slug, accountId } = await mintTenant();
  await testDb().sql`update organizations set name = ${`${mark} Oy`} where id = ${orgId}`;
  await testDb().sql`update accounts set name = ${`${mark} owner`} where id = ${accountId}`;
  const account = await enterAccount(testDb().db, accountId);
  return { orgId, slug, account, ctx: await enterOrg(testDb().db, account, slug) };
}

async function mintBrowsers(place: { orgId: string; slug: string; account: AccountCtx }) {
  const person = async (role: MemberRole) =>
    (await signedIn((await mintMember(place, role)).accountId)).cookie;
  const owner = (await signedIn(place.account.accountId)).cookie;
  const [admin, viewer, guest] = [await person("admin"), await person("viewer"), await person("guest")];
  return { owner, admin, viewer, guest };
}

async function mintWorkspaceBrowsers(place: { orgId: string; slug: string }, ws: WorkspaceCtx & Slugged) {
  const person = async (role: WorkspaceRole) => mintWorkspaceMember(place, ws.workspaceId, role);
  const cookieOf = async ({ accountId }: { accountId: string }) => (await signedIn(accountId)).cookie;
  const boss = await person("admin");
  const account = await enterAccount(testDb().db, boss.accountId);
  const ctx = await enterOrg(testDb().db, account, place.slug);
  const browsers = {
    "workspace admin": await cookieOf(boss),
    "workspace author": await cookieOf(await person("author")),
    "workspace viewer": await cookieOf(await person("viewer")),
  };
  return { browsers, guest: { account, ctx, ws: await enterWorkspace(ctx, ws.slug) } };
}

async function mintWorkspaceInvitation(ws: WorkspaceCtx, mark: string): Promise<string> {
  await inviteToWorkspace(ws, { email: `guest-${mark.slice(4)}@example.com`, role: "viewer" });
  const [invitation] = await listWorkspaceInvitations(ws);
  return invitation?.id ?? "";
}

type Slugged = { slug: string };
type Marks = Pick<World, "mark" | "orgMark">;

async function mintThings(ws: WorkspaceCtx, { mark, orgMark }: Marks) {
  const options = [`${mark} sales`];
  const field = await mintField(ws, { label: `${mark} department`, type: "single_choice", options });
  const id = randomUUID();
  const credentials = { kind: "password", password: `${orgMark} password` } as const;
  const place = { host: `${orgMark}.example.com`, port: 22, username: orgMark };
  const settings: SftpSettings = { place, authKind: "password", allowOutdated: false, startAt: "home" };
  const credentialsSealed = sealCredentials({ orgId: ws.orgId, id, kind: "sftp", settings }, credentials);
  const source = { id, name: `${orgMark} export of ${id}`, settings, credentialsSealed };
  await mintRemoteSource(ws, source);
  const sync = await mintSync(ws, { remoteSourceId: id, name: `${mark} sync`, path: `${mark}.csv` });
  const uploadSync = await mintSync(ws, { name: `${mark} uploads` });
  const user = await mintUser(ws, { email: `${mark}@example.com`, firstName: mark, lastName: mark });
  const runId = await mintRun(ws, sync.id, mark);
  const alert = await mintAlert(ws, sync.id, runId);
  const teamId = await mintTeam(ws, user.id, mark);
  const listId = await mintList(ws, user.id, mark);
  const upload = { fileName: `${mark}.csv`, sizeBytes: 3, sha256: "00", uploadedBy: mark };
  const uploadId = randomUUID();
  const lookId = await mintLook(ws, sync.id, mark);
  const { orgId, workspaceId } = ws;
  await ws.db.run(async (tx) => {
    await tx.insert(uploads).values({ id: uploadId, orgId, workspaceId, ...upload });
    await writeAudit(tx, ws, { action: "workspace.create", targetKind: "workspace", targetLabel: orgMark });
  });
  return {
    ...{ fieldId: field.id, optionId: field.options[0]?.id ?? 0, remoteSourceId: id, userId: user.id },
    ...{ syncId: sync.id, uploadSyncId: uploadSync.id, runId, uploadId, lookId, teamId, listId },
    ...alert,
    ...(await mintPeopleThings(ws, { mark, userId: user.id, listId })),
    receiptId: await mintReceipt(ws, orgMark),
  };
}

/** A held run with a line of plan, an issue and a row that was skipped. */
async function mintRun(ws: WorkspaceCtx, syncId: string, mark: string): Promise<string> {
  const { orgId, workspaceId } = ws;
  const id = randomUUID();
  const message = `${mark} is wrong`;
  await ws.db.run(async (tx) => {
    await tx.insert(runs).values({
      ...{ id, orgId, workspaceId, syncId, state: "held", trigger: "manual", requestedByLabel: mark },
      ...{ startedAt: new Date(), file: { headers: [mark], sample: [] } },
    });
    const where = { orgId, workspaceId, runId: id };
    await tx.insert(changes).values({ ...where, kind: "create", csvId: mark, email: `${mark}2@example.com` });
    await tx
      .insert(issues)
      .values({ ...where, severity: "warning", code: "value_invalid", message, value: mark });
    await tx
      .insert(issueTallies)
      .values({ ...where, severity: "warning", code: "value_invalid", value: mark, count: 1 });
    await tx.insert(skippedRows).values({ ...where, row: 2, cells: [mark], reason: mark });
    await tx.insert(syncPrints).values({ ...where, syncId, part: 0, rows: 1, ids: mark, others: mark });
    await tx.insert(syncPrintsStale).values({ orgId, workspaceId, syncId, csvId: mark });
  });
  return id;
}

/** The alert of a pending plan, a notice of it, and that in the inbox of whoever acts. */
async function mintAlert(ws: WorkspaceCtx, syncId: string, runId: string) {
  const place = { orgId: ws.orgId, workspaceId: ws.workspaceId };
  const ids = { alertId: randomUUID(), noticeId: randomUUID() };
  const at = new Date();
  const told = { inApp: true, mail: true, accountId: accountOf(ws.actor) ?? "" };
  await ws.db.run(async (tx) => {
    await tx
      .insert(alerts)
      .values({ ...place, id: ids.alertId, syncId, runId, kind: "pending", raisedAt: at });
    await tx
      .insert(alertNotices)
      .values({ ...place, id: ids.noticeId, alertId: ids.alertId, transition: "raised", runId, at });
    await tx.insert(inboxItems).values({ ...place, ...told, noticeId: ids.noticeId });
  });
  return ids;
}

/** A team that the user leads. */
async function mintTeam(ws: WorkspaceCtx, userId: number, mark: string): Promise<number> {
  const { orgId, workspaceId } = ws;
  return ws.db.run(async (tx) => {
    const named = { orgId, workspaceId, name: `${mark} team`, aliases: [`${mark} crew`] };
    const [team] = await tx.insert(teams).values(named).returning({ id: teams.id });
    const teamId = team?.id ?? 0;
    const hand = { orgId, workspaceId, teamId, userId, role: "manager" as const, addedBy: mark };
    await tx.insert(teamMembers).values(hand);
    return teamId;
  });
}

/** A static list that the user is on. */
async function mintList(ws: WorkspaceCtx, userId: number, mark: string): Promise<number> {
  const named = { name: `${mark} list`, description: mark };
  const { id } = await createList(ws, { ...named, kind: "static", rule: null });
  await addListUsers(ws, { id, userIds: [userId] });
  return id;
}

function newMark(): string {
  return `mark${randomBytes(6).toString("hex")}`;
}
