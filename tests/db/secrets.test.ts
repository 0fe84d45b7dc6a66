import { describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/context";
import { unreachable } from "@/lib/errors";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { rotateKeys } from "@/lib/runtime/rotate-keys";
import { contentAad, encrypt, formatEnvelope, type SecretPlace, wrapAad } from "@/lib/secrets/envelope";
import { parseKeyring } from "@/lib/secrets/keyring";
import { rotateSecrets } from "@/lib/secrets/rotate";
import { open, seal } from "@/lib/secrets/seal";
import { SEALED_COLUMNS, type SealedColumn } from "@/lib/secrets/store";
import { mintAccount } from "../support/account";
import { testDb } from "../support/db";
import { mintChannelThings } from "../support/tenancy/channel-things";
import { mintWebhookThings } from "../support/tenancy/webhook-things";
import { mintRemoteSource, mintTenant } from "../support/tenant";

const { db, sql, url } = testDb();
const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const old = parseKeyring(`old:${key(1)}`);
const rotated = parseKeyring(`new:${key(2)},old:${key(1)}`);
const onlyNew = parseKeyring(`new:${key(2)}`);

/** As Rollcall sealed before secrets were bound to their server. */
function sealedFirst(plain: string, place: SecretPlace): string {
  const dataKey = Buffer.alloc(32, 9);
  const wrappedKey = encrypt(Buffer.alloc(32, 1), dataKey, wrapAad("old"));
  const box = encrypt(dataKey, Buffer.from(plain), contentAad(place, "v1"));
  return formatEnvelope({ version: "v1", kid: "old", wrappedKey, box });
}

async function mintProvider(orgId: string): Promise<string> {
  const id = crypto.randomUUID();
  await sql`insert into identity_providers (id, org_id, label, issuer, client_id, secret_sealed)
    values (${id}, ${orgId}, 'A', 'https://a.example', 'a', 'none')`;
  return id;
}

async function rowOf(table: SealedColumn["table"], ctx: Ctx): Promise<string> {
  switch (table) {
    case "alert_channels":
      return (await mintChannelThings(ctx, "a")).channelId;
    case "webhook_endpoints":
      return (await mintWebhookThings(ctx, "a")).webhookId;
    case "identity_providers":
      return mintProvider(ctx.orgId);
    default:
      return unreachable(table);
  }
}

describe("rotating the keys", () => {
  it("puts the secrets of every organization under the active key, once, and leaves what they hold alone", async () => {
    await sql`delete from remote_sources`;
    await mintRemoteSource((await mintTenant()).ctx, { credentialsSealed: "damaged" });
    const places: SecretPlace[] = [];
    for (const secret of ["first", "second", "third"]) {
      const { ctx, orgId } = await mintTenant();
      const { id } = await mintRemoteSource(ctx);
      const place = { table: "remote_sources", orgId, id, field: "credentials" };
      await sql`update remote_sources set credentials_sealed = ${seal(secret, place, old)} where id = ${id}`;
      places.push(place);
    }
    expect(await rotateSecrets(db, rotated)).toEqual({
      rewrapped: 3,
      current: 0,
      unknown: new Map(),
      wrong: new Map(),
    });
    expect(await rotateSecrets(db, rotated)).toEqual({
      rewrapped: 0,
      current: 3,
      unknown: new Map(),
      wrong: new Map(),
    });
    const opened = await Promise.all(
      places.map(async (place) => {
        const [row] = await sql`select credentials_sealed from remote_sources where id = ${place.id}`;
        return open(row?.credentials_sealed, place, onlyNew);
      }),
    );
    expect(opened).toEqual(["first", "second", "third"]);
  });

  it("knows every column with a sealed secret", async () => {
    const rows = await sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%sealed%' order by 1`;
    const elsewhere = [
      "account_totp.secret_sealed",
      "drop_host_keys.private_key_sealed",
      "remote_sources.credentials_sealed",
    ];
    const here = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(rows.map(({ name }) => name)).toEqual([...here, ...elsewhere].sort());
  });

  for (const { table, column } of SEALED_COLUMNS) {
    it(`puts ${table}.${column} under the active key, too`, async () => {
      await sql`delete from remote_sources`;
      const { ctx, orgId } = await mintTenant();
      const id = await rowOf(table, ctx);
      const place = { table, orgId, id, field: "secret" };
      await sql`update ${sql(table)} set ${sql(column)} = ${seal("kept", place, old)} where id = ${id}`;
      await rotateSecrets(db, rotated);
      const [row] = await sql`select ${sql(column)} as sealed from ${sql(table)} where id = ${id}`;
      expect(open(row?.sealed, place, onlyNew)).toBe("kept");
      await sql`delete from ${sql(table)} where id = ${id}`;
    });
  }

  it("takes the secrets of authenticator apps along", async () => {
    await sql`delete from remote_sources`;
    const { accountId } = await mintAccount();
    const place = { table: "account_totp", orgId: "", id: accountId, field: "secret" };
    await sql`insert into account_totp (account_id, secret_sealed) values (${accountId}, ${seal("app", place, old)})`;
    expect(await rotateSecrets(db, rotated)).toMatchObject({ rewrapped: 1 });
    const [row] = await sql`select secret_sealed from account_totp where account_id = ${accountId}`;
    expect(open(row?.secret_sealed, place, onlyNew)).toBe("app");
    await sql`delete from account_totp`;
  });

  it("binds a secret of the first version to its server, and leaves a damaged one", async () => {
    await sql`delete from remote_sources`;
    const { ctx, orgId } = await mintTenant();
    const { id, kind, settings } = await mintRemoteSource(ctx);
    const place = { table: "remote_sources", orgId, id, field: "credentials" };
    const secret = { kind: "password", password: "from before" };
    const [first, damaged] = [sealedFirst(JSON.stringify(secret), place), `v1.old.AAAA.AAAA`];
    await sql`update remote_sources set credentials_sealed = ${first} where id = ${id}`;
    const other = await mintRemoteSource(ctx, { credentialsSealed: damaged });
    expect(() => openCredentials({ orgId, id, kind, settings }, first, old)).toThrow("could not be opened");
    await rotateSecrets(db, old);
    const sealed = async (of: string) =>
      (await sql`select credentials_sealed from remote_sources where id = ${of}`)[0]?.credentials_sealed;
    const now = await sealed(id);
    expect(now).toMatch(/^v2\./);
    expect(openCredentials({ orgId, id, kind, settings }, now, old)).toEqual(secret);
    const elsewhere = { ...settings.place, host: "attacker.example.com" };
    const moved = { orgId, id, kind, settings: { place: elsewhere } };
    expect(() => openCredentials(moved, now, old)).toThrow("could not be opened");
    expect(await sealed(other.id)).toBe(damaged);
  });

  it("says which key is missing and touches nothing that it locks", async () => {
    await sql`delete from remote_sources`;
    const { ctx, orgId } = await mintTenant();
    const { id } = await mintRemoteSource(ctx);
    const place = { table: "remote_sources", orgId, id, field: "credentials" };
    const sealed = seal("kept", place, old);
    await sql`update remote_sources set credentials_sealed = ${sealed} where id = ${id}`;
    expect((await rotateSecrets(db, onlyNew)).unknown).toEqual(new Map([["old", 1]]));
    const [row] = await sql`select credentials_sealed from remote_sources where id = ${id}`;
    expect(row?.credentials_sealed).toBe(sealed);
    await expect(rotateKeys(url, `new:${key(2)}`)).rejects.toThrow('lacks the key "old"');
    const settings = { place: { host: "h", port: 22, username: "u" } };
    expect(() => openCredentials({ orgId, id, kind: "sftp", settings }, sealed)).toThrow('The key "old"');
  });
});
