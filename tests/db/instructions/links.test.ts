import { randomUUID } from "node:crypto";
import { addDays, subDays } from "date-fns";
import { describe, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/token";
import type { Ctx, VisitorCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { listInstructionLinks, makeInstructionLink, revokeInstructionLink } from "@/lib/instructions/links";
import { findInstructions, openInstructions } from "@/lib/instructions/read";
import { createLog } from "@/lib/log";
import { makeKeyPair } from "@/lib/pipeline/source/sftp/key-pair";
import { purgeOld } from "@/lib/purge/purge-old";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { sealCredentials } from "@/lib/remote-sources/credentials";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { testDb } from "../../support/db";
import { mintField, mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { db, sql } = testDb();

/** Someone without a session; each from a network of its own unless one is given. */
function visitor(ip = `10.${rand()}.${rand()}.${rand()}`, now = new Date()): VisitorCtx {
  return { ip, userAgent: null, db: tenantDb(db, {}), clock: () => now, log: createLog("test") };
}
const rand = () => Math.floor(Math.random() * 250) + 1;

const tokenOf = (link: string) => link.split("/help/it/")[1] ?? "";

async function mint(ctx: Ctx) {
  const id = randomUUID();
  const place = { host: "sftp.acme.example", port: 2200, username: "hr-export" };
  const settings = { place, authKind: "password" as const, allowOutdated: false, startAt: "home" as const };
  const secret = { kind: "password", password: "never shown to anyone" };
  const credentialsSealed = sealCredentials({ orgId: ctx.orgId, id, kind: "sftp", settings }, secret);
  const hostKey = { type: "ssh-ed25519", blob: "AAAA", fingerprint: "SHA256:abcdef" };
  return mintRemoteSource(ctx, { id, name: `HR ${id.slice(0, 6)}`, settings, credentialsSealed, hostKey });
}

describe("a link to the instructions of a Remote Source", () => {
  test("opens them to anyone who has it, and only its hash is kept", async () => {
    const { ctx, orgId } = await mintTenant();
    const source = await mint(ctx);
    const { link, expiresAt } = await makeInstructionLink(ctx, { sourceId: source.id, days: 30 });
    const opened = await openInstructions(visitor(), tokenOf(link));
    expect(opened).toMatchObject({ expiresAt, instructions: { name: source.name, kind: "sftp" } });
    expect(opened?.instructions.facts).toEqual([
      { label: "Host", value: "sftp.acme.example" },
      { label: "Port", value: "2200" },
      { label: "User", value: "hr-export" },
      { label: "Host key (ssh-ed25519)", value: "SHA256:abcdef" },
    ]);
    const rows = await sql`select * from instruction_links where org_id = ${orgId}`;
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    expect(rows[0]?.token_hash).toBe(hashToken(tokenOf(link)));
    expect(rows[0]?.last_opened_at).not.toBeNull();
    const audit = await sql`select detail from audit_log where org_id = ${orgId}`;
    expect(JSON.stringify(audit)).not.toContain(tokenOf(link));
  });

  test("holds no secret, nothing of other sources, and no name of a workspace", async () => {
    const { ctx } = await mintTenant();
    const [source, other] = [await mint(ctx), await mint(ctx)];
    const ws = await mintWorkspace(ctx, "Secret project");
    await mintField(ws, { label: "Department", type: "text" });
    await mintSync(ws, {
      remoteSourceId: source.id,
      name: "Nightly",
      path: "hr/users.csv",
      scheduleKind: "daily",
    });
    await mintSync(ws, { remoteSourceId: other.id, name: "Other", path: "elsewhere.csv" });
    await mintSync(ws, {
      remoteSourceId: null,
      name: "Detached",
      path: "detached.csv",
      detachedAt: new Date(),
    });
    const { link } = await makeInstructionLink(ctx, { sourceId: source.id, days: 7 });
    const opened = await openInstructions(visitor(), tokenOf(link));
    const told = JSON.stringify(opened);
    for (const hidden of [
      "never shown",
      source.credentialsSealed,
      other.name,
      other.id,
      "elsewhere",
      "detached",
    ])
      expect(told).not.toContain(hidden);
    for (const hidden of ["Secret project", ws.workspaceId, ws.slug, ctx.orgId])
      expect(told).not.toContain(hidden);
    expect(opened?.instructions.files).toMatchObject([
      { path: "hr/users.csv", schedule: "Every day at 02:00 (UTC)", encoding: "UTF-8", separator: "comma" },
    ]);
    expect(opened?.instructions.files[0]?.columns).toEqual([
      ...["ID", "Email", "First name", "Last name", "Mobile"].map((header) => ({
        ...{ header, fills: header, isRequired: true },
      })),
      { header: "Department", fills: "Department", isRequired: false },
    ]);
  });

  test("of a key pair shows the public half only", async () => {
    const { ctx } = await mintTenant();
    const id = randomUUID();
    const place = { host: "a.example", port: 22, username: "u" };
    const settings = { place, authKind: "key_pair" as const, allowOutdated: false, startAt: "home" as const };
    const { privateKey } = await makeKeyPair("ed25519");
    const secret = { kind: "private_key", privateKey };
    const credentialsSealed = sealCredentials({ orgId: ctx.orgId, id, kind: "sftp", settings }, secret);
    await mintRemoteSource(ctx, { id, settings, credentialsSealed });
    const { link } = await makeInstructionLink(ctx, { sourceId: id, days: 7 });
    const told = (await openInstructions(visitor(), tokenOf(link)))?.instructions;
    expect(told?.publicKey).toMatch(/^ssh-ed25519 AAAA/);
    expect(JSON.stringify(told)).not.toContain("PRIVATE KEY");
  });

  test("opens nothing once it has expired, was revoked, or its source or organization is gone", async () => {
    const { ctx, orgId } = await mintTenant();
    const source = await mint(ctx);
    const make = async () => tokenOf((await makeInstructionLink(ctx, { sourceId: source.id, days: 7 })).link);
    const [late, revoked, orphan] = [await make(), await make(), await make()];
    expect(await openInstructions(visitor(undefined, addDays(new Date(), 6)), late)).not.toBeNull();
    expect(await openInstructions(visitor(undefined, addDays(new Date(), 8)), late)).toBeNull();
    const [row] = await sql`select id from instruction_links where token_hash = ${hashToken(revoked)}`;
    await revokeInstructionLink(ctx, { sourceId: source.id, linkId: row?.id });
    expect(await openInstructions(visitor(), revoked)).toBeNull();
    expect((await listInstructionLinks(ctx, source.id)).map(({ id }) => id)).not.toContain(row?.id);
    const again = revokeInstructionLink(ctx, { sourceId: source.id, linkId: row?.id });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
    await sql`insert into organization_deletions (id, name, deleted_at, purge_after, paused_syncs) values (${orgId}, 'x', now(), now() + interval '1 day', '{}')`;
    expect(await openInstructions(visitor(), orphan)).toBeNull();
    await sql`delete from organization_deletions where id = ${orgId}`;
    expect(await openInstructions(visitor(), orphan)).not.toBeNull();
    await deleteRemoteSource(ctx, source.id);
    expect(await openInstructions(visitor(), orphan)).toBeNull();
    expect(await sql`select id from instruction_links where org_id = ${orgId}`).toEqual([]);
  });

  test("can't be guessed at: wrong ones wait, and a right one is never counted", async () => {
    const { ctx } = await mintTenant();
    const source = await mint(ctx);
    const right = tokenOf((await makeInstructionLink(ctx, { sourceId: source.id, days: 7 })).link);
    const reader = visitor("10.251.1.1");
    for (let turn = 0; turn < 70; turn += 1) expect(await openInstructions(reader, right)).not.toBeNull();
    const guesser = visitor("10.252.1.1");
    let code = "";
    for (let turn = 0; turn < 70 && code === ""; turn += 1) {
      const guess = `${turn}`.padStart(43, "A");
      code = await openInstructions(guesser, guess).then(
        () => "",
        (error) => error.code,
      );
    }
    expect(code).toBe("throttled");
    for (const strange of ["", "a", "%00", `${right}x`, "../x"])
      expect(await openInstructions(visitor(), strange)).toBeNull();
  });

  test("is one of ten, and belongs to its own source", async () => {
    const { ctx } = await mintTenant();
    const [source, other] = [await mint(ctx), await mint(ctx)];
    for (let turn = 0; turn < 10; turn += 1) await makeInstructionLink(ctx, { sourceId: source.id, days: 7 });
    const more = makeInstructionLink(ctx, { sourceId: source.id, days: 7 });
    await expect(more).rejects.toMatchObject({ code: "conflict" });
    const [link] = await listInstructionLinks(ctx, source.id);
    const attempt = revokeInstructionLink(ctx, { sourceId: other.id, linkId: link?.id ?? "" });
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  });

  test("is forgotten a month after its end", async () => {
    const { ctx, orgId } = await mintTenant();
    const source = await mint(ctx);
    await makeInstructionLink(ctx, { sourceId: source.id, days: 7 });
    await makeInstructionLink(ctx, { sourceId: source.id, days: 90 });
    const [first] =
      await sql`select id from instruction_links where org_id = ${orgId} order by expires_at limit 1`;
    await sql`update instruction_links set expires_at = ${subDays(new Date(), 31)} where id = ${first?.id}`;
    await purgeOld({ db, clock: () => new Date(), log: createLog("test") });
    const left = await sql`select id from instruction_links where org_id = ${orgId}`;
    expect(left.map(({ id }) => id)).not.toContain(first?.id);
    expect(left).toHaveLength(1);
  });
});

test("a drop's instructions say where to send files, and a member of another organization finds none", async () => {
  const { ctx } = await mintTenant();
  const { id } = await createRemoteSource(ctx, { kind: "drop", name: "Payroll", retentionDays: 14 });
  const found = await findInstructions(ctx, id);
  expect(found).toMatchObject({ kind: "drop", drop: { id, username: expect.stringMatching(/^drop-/) } });
  expect(await findInstructions((await mintTenant()).ctx, id)).toBeNull();
  expect(await findInstructions(ctx, "not-an-id")).toBeNull();
});
