import { enterAccount, enterOrg, enterWorkspace } from "@/lib/auth/enter";
import { findPassword } from "@/lib/auth/store";
import type { AccountCtx, Ctx, WorkspaceCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { createField } from "@/lib/fields/create";
import { listFields } from "@/lib/fields/read";
import { createLog } from "@/lib/log";
import { signUp } from "@/lib/members/sign-up";
import { createOrganization } from "@/lib/organizations/create";
import { listRemoteSources } from "@/lib/organizations/overview";
import { listOrganizations } from "@/lib/organizations/read";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { BY_HAND, ORGANIZATION, PEOPLE, SEASONAL, SOURCE_NAME, VOLUNTEERS } from "@/lib/runtime/demo/content";
import { EMPLOYEES } from "@/lib/runtime/demo/sample-files";
import { type SeededDrop, seedDrop } from "@/lib/runtime/demo/seed-drop";
import { ensurePages } from "@/lib/runtime/demo/seed-pages";
import { DEMO_ACCOUNT, type SampleServer } from "@/lib/runtime/demo/settings";
import { SAMPLE_FIELDS } from "@/lib/sample-data/fields";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { listSyncs } from "@/lib/syncs/read";
import { createUser } from "@/lib/users/create";
import { countUsers } from "@/lib/users/read";
import { createWorkspace } from "@/lib/workspaces/create";
import { listWorkspaceNames } from "@/lib/workspaces/read";

export type Seeded = { people: WorkspaceCtx; syncId: string; drop: SeededDrop };

/**
 * The demo's organization, made through the same verbs as a customer's. Each step looks for what is there first, so a
 * seed that was cut off is completed by the next start, and one that is complete changes nothing.
 */
export async function seedDemo(server: SampleServer, dropFile: string): Promise<Seeded> {
  const account = await ensureAccount();
  const ctx = await ensureOrganization(account);
  const people = await ensureWorkspace(ctx, PEOPLE);
  await ensureFields(people);
  await ensurePages(people);
  const remoteSourceId = await ensureRemoteSource(ctx, server);
  const syncId = await ensureSync(people, remoteSourceId);
  await ensureByHand(await ensureWorkspace(ctx, VOLUNTEERS));
  const seasonal = await ensureWorkspace(ctx, SEASONAL);
  await ensureFields(seasonal);
  return { people, syncId, drop: await seedDrop(seasonal, dropFile) };
}

async function ensureAccount(): Promise<AccountCtx> {
  const visitor = {
    ip: null,
    userAgent: null,
    db: tenantDb(db(), {}),
    clock: () => new Date(),
    log: createLog("demo"),
  };
  const found = await visitor.db.run((tx) => findPassword(tx, DEMO_ACCOUNT.email));
  const { id } = found ?? (await signUp(visitor, DEMO_ACCOUNT));
  // The person who starts the demo may do what asks for the password.
  return enterAccount(db(), id, { log: visitor.log, confirmedAt: visitor.clock() });
}

async function ensureOrganization(account: AccountCtx): Promise<Ctx> {
  const mine = await listOrganizations(account);
  if (!mine.some(({ slug }) => slug === ORGANIZATION.slug)) await createOrganization(account, ORGANIZATION);
  return enterOrg(db(), account, ORGANIZATION.slug);
}

async function ensureWorkspace(ctx: Ctx, wanted: { name: string; slug: string }): Promise<WorkspaceCtx> {
  const there = await listWorkspaceNames(ctx);
  if (!there.some(({ slug }) => slug === wanted.slug)) await createWorkspace(ctx, wanted);
  return enterWorkspace(ctx, wanted.slug);
}

async function ensureFields(ctx: WorkspaceCtx): Promise<void> {
  const there = new Set((await listFields(ctx)).map(({ label }) => label));
  for (const { label, type, options } of SAMPLE_FIELDS) {
    if (there.has(label)) continue;
    await createField(ctx, { label, type, options: options.map((option) => ({ label: option })) });
  }
}

/** The port follows the sample server, which moves when something else has taken its own. */
async function ensureRemoteSource(ctx: Ctx, { port, username, password }: SampleServer): Promise<string> {
  const connection = {
    kind: "sftp" as const,
    name: SOURCE_NAME,
    host: "127.0.0.1",
    port,
    username,
    authKind: "password" as const,
    privateKey: "",
    passphrase: "",
  };
  const found = (await listRemoteSources(ctx)).find(({ name }) => name === SOURCE_NAME);
  if (!found) return (await createRemoteSource(ctx, { ...connection, password })).id;
  if (found.settings.place.port !== port)
    await updateRemoteSource(ctx, { ...connection, id: found.id, password });
  return found.id;
}

async function ensureSync(ctx: WorkspaceCtx, remoteSourceId: string): Promise<string> {
  const found = (await listSyncs(ctx)).find(({ remoteSource }) => remoteSource?.id === remoteSourceId);
  if (found) return found.id;
  const { syncId } = await attachRemoteSource(ctx, {
    remoteSourceId,
    path: EMPLOYEES,
    everyHours: 24,
    atTime: "02:00",
    timeZone: "Europe/Helsinki",
    // The demo shows its result immediately; a customer's first run waits for a review of the plan.
    holdFirstRun: false,
  });
  return syncId;
}

async function ensureByHand(ctx: WorkspaceCtx): Promise<void> {
  const query = { search: "", state: "active" as const, source: "manual" };
  if ((await countUsers(ctx, query)).count >= BY_HAND.length) return;
  for (const person of BY_HAND) {
    const there = await countUsers(ctx, { ...query, search: person.email });
    if (there.count === 0) await createUser(ctx, { ...person, fields: {} });
  }
}
