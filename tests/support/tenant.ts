import { randomBytes, randomUUID } from "node:crypto";
import { accounts } from "@/drizzle/schema/accounts";
import { type MemberRole, members } from "@/drizzle/schema/members";
import { organizations } from "@/drizzle/schema/organizations";
import { profileFieldOptions } from "@/drizzle/schema/profile-field-options";
import { profileFields } from "@/drizzle/schema/profile-fields";
import { remoteSources } from "@/drizzle/schema/remote-sources";
import { syncs } from "@/drizzle/schema/syncs";
import { users } from "@/drizzle/schema/users";
import { type WorkspaceRole, workspaceMembers } from "@/drizzle/schema/workspace-members";
import { workspaces } from "@/drizzle/schema/workspaces";
import { brandCtx, brandWorkspaceCtx, type Clock, type Ctx, type WorkspaceCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { createLog } from "@/lib/log";
import type { Actor } from "@/lib/model/actor";
import type { FieldType, ProfileField } from "@/lib/model/field";
import type { SftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { testDb } from "./db";

export type Tenant = { ctx: Ctx; orgId: string; slug: string; accountId: string; email: string };

/** A new organization with one member. Each test mints its own, so tests never meet. */
export async function mintTenant({ role = "owner", clock = now }: { role?: MemberRole; clock?: Clock } = {}) {
  const orgId = randomUUID();
  const slug = `org-${orgId.slice(0, 8)}`;
  await inOrg(orgId).run((tx) => tx.insert(organizations).values({ id: orgId, name: `Org ${slug}`, slug }));
  return mintMember({ orgId, slug }, role, clock);
}

/** Another signed-in person of the same organization. */
export async function mintMember(
  { orgId, slug }: { orgId: string; slug: string },
  role: MemberRole,
  clock: Clock = now,
): Promise<Tenant> {
  const accountId = randomUUID();
  const email = `${role}-${accountId.slice(0, 8)}@example.com`;
  await tenantDb(testDb().db, { accountId }).run((tx) =>
    tx.insert(accounts).values({ id: accountId, email, name: role, passwordHash: UNKNOWN_PASSWORD }),
  );
  const actor = { kind: "member", accountId, label: email } as const;
  const db = inOrg(orgId, { accountId, actor });
  await db.run((tx) => tx.insert(members).values({ orgId, accountId, role }));
  const ctx = brandCtx({ orgId, actor, role, confirmedAt: ALWAYS, db, clock, log: createLog("test") });
  return { ctx, orgId, slug, accountId, email };
}

/** Another signed-in person who may enter this workspace only, in this role. */
export async function mintWorkspaceMember(
  place: { orgId: string; slug: string },
  workspaceId: string,
  role: WorkspaceRole,
): Promise<Tenant> {
  const { orgId } = place;
  const person = await mintMember(place, "guest");
  const { accountId } = person;
  await inOrg(orgId).run((tx) => tx.insert(workspaceMembers).values({ orgId, workspaceId, accountId, role }));
  return person;
}

/** A context of the same organization whose actor is the system, as schedules have it. */
export function systemCtx({ orgId, clock }: { orgId: string; clock?: Clock }): Ctx {
  const actor = { kind: "system", label: "Rollcall" } as const;
  return brandCtx({
    orgId,
    actor,
    role: "system",
    db: inOrg(orgId, { actor }),
    clock: clock ?? now,
    log: createLog("test"),
  });
}

export async function mintWorkspace(ctx: Ctx, name = "People"): Promise<WorkspaceCtx & { slug: string }> {
  const id = randomUUID();
  const slug = `ws-${id.slice(0, 8)}`;
  await ctx.db.run((tx) => tx.insert(workspaces).values({ id, orgId: ctx.orgId, name, slug }));
  return { ...brandWorkspaceCtx(ctx, id), slug };
}

const SFTP_SETTINGS: SftpSettings = {
  place: { host: "127.0.0.1", port: 22, username: "rollcall" },
  authKind: "password",
  allowOutdated: false,
  startAt: "home",
};

/** A remote source whose credentials can't be opened: for what needs a row only. */
export async function mintRemoteSource(ctx: Ctx, values: Partial<typeof remoteSources.$inferInsert> = {}) {
  const row = {
    orgId: ctx.orgId,
    name: `Source ${randomUUID().slice(0, 8)}`,
    kind: "sftp" as const,
    settings: SFTP_SETTINGS,
    credentialsSealed: "none",
    ...values,
  };
  const [made] = await ctx.db.run((tx) => tx.insert(remoteSources).values(row).returning());
  return present(made);
}

/** A sync; of an upload unless `remoteSourceId` is given. */
export async function mintSync(ctx: WorkspaceCtx, values: Partial<typeof syncs.$inferInsert> = {}) {
  const row = {
    id: randomBytes(12).toString("hex"),
    orgId: ctx.orgId,
    workspaceId: ctx.workspaceId,
    name: "Employees",
    sourceKind: values.remoteSourceId ? ("remote" as const) : ("upload" as const),
    mapping: { columns: {} },
    ...values,
  };
  const [made] = await ctx.db.run((tx) => tx.insert(syncs).values(row).returning());
  return present(made);
}

export async function mintField(
  ctx: WorkspaceCtx,
  { label, type, options = [] }: { label: string; type: FieldType; options?: readonly string[] },
): Promise<ProfileField> {
  const where = { orgId: ctx.orgId, workspaceId: ctx.workspaceId };
  return ctx.db.run(async (tx) => {
    const [field] = await tx
      .insert(profileFields)
      .values({ ...where, label, type, position: 0 })
      .returning();
    const fieldId = present(field).id;
    const rows = options.map((option, position) => ({ ...where, fieldId, label: option, position }));
    const made = rows.length ? await tx.insert(profileFieldOptions).values(rows).returning() : [];
    return {
      id: fieldId,
      label,
      type,
      options: made.map((option) => ({ id: option.id, label: option.label })),
    };
  });
}

/** A user added manually, unless `syncId` and `externalId` say otherwise. */
export async function mintUser(ctx: WorkspaceCtx, values: Partial<typeof users.$inferInsert> = {}) {
  const email = `user-${randomUUID().slice(0, 8)}@example.com`;
  const row = { orgId: ctx.orgId, workspaceId: ctx.workspaceId, email, ...values };
  const [made] = await ctx.db.run((tx) => tx.insert(users).values(row).returning());
  return present(made);
}

/** A real hash, of a password that no test uses. */
export const UNKNOWN_PASSWORD =
  "$argon2id$v=19$m=19456,t=2,p=1$zTnJmNJ9534wsDzXxKJgUw$/hLCkb91lqDT9sge21WT8eiH62ZqubGvirEq7AOvPxY";

const now: Clock = () => new Date();

/** The member has entered their password just now, whatever the clock of a test says. */
const ALWAYS = new Date(8_640_000_000_000_000);

function inOrg(orgId: string, who: { accountId?: string; actor?: Actor } = {}) {
  return tenantDb(testDb().db, { orgId, ...who });
}

/** An insert that returns gives the row it made. */
function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("The insert gave no row.");
  return row;
}
