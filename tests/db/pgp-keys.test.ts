import { describe, expect, test } from "vitest";
import { makePgpKey, PGP_GRACE_DAYS } from "@/lib/remote-sources/pgp/own-keys";
import { resolvePgpKeys } from "@/lib/remote-sources/pgp/resolve-keys";
import { keyIdOf } from "@/lib/secrets/envelope";
import { keyring } from "@/lib/secrets/keyring";
import { rotateSecrets } from "@/lib/secrets/rotate";
import { open, pgpPlaceOf } from "@/lib/secrets/seal";
import { testDb } from "../support/db";
import { mintRemoteSource, mintTenant } from "../support/tenant";

const { db, sql } = testDb();
const DAY_MS = 24 * 3_600_000;

const ownOf = async (id: string) =>
  (await sql`select pgp->'own' as own from remote_sources where id = ${id}`)[0]?.own ?? [];

describe("A key that was replaced", () => {
  test("opens files for 30 more days, and is gone once another follows after that", async () => {
    let now = new Date("2026-03-01T12:00:00Z");
    const { ctx } = await mintTenant({ clock: () => now });
    const { id } = await mintRemoteSource(ctx);
    const { fingerprint: first } = await makePgpKey(ctx, { id, expected: null });
    const { fingerprint: second } = await makePgpKey(ctx, { id, expected: first });
    const opening = async () => (await resolvePgpKeys(ctx, id))?.own.map((key) => key.getFingerprint());
    const until = now.getTime() + PGP_GRACE_DAYS * DAY_MS;
    expect(await opening()).toEqual([second, first]);
    now = new Date(until - 1);
    expect(await opening()).toEqual([second, first]);
    now = new Date(until);
    expect(await opening()).toEqual([second]);
    const { fingerprint: third } = await makePgpKey(ctx, { id, expected: second });
    expect((await ownOf(id)).map((key: { fingerprint: string }) => key.fingerprint)).toEqual([third, second]);
  });
});

describe("When the installation's keys are rotated", () => {
  test("private parts are put under the active one, and open as before", async () => {
    const { ctx, orgId } = await mintTenant();
    const { id } = await mintRemoteSource(ctx);
    const { fingerprint: first } = await makePgpKey(ctx, { id, expected: null });
    await makePgpKey(ctx, { id, expected: first });
    const before = await ownOf(id);
    const ring = { active: "later", keys: new Map([...keyring().keys, ["later", Buffer.alloc(32, 5)]]) };
    await rotateSecrets(db, ring);
    const after = await ownOf(id);
    expect(after.map(({ sealed }: { sealed: string }) => keyIdOf(sealed))).toEqual(["later", "later"]);
    for (const [at, { sealed, fingerprint }] of after.entries()) {
      const place = pgpPlaceOf({ orgId, id }, fingerprint);
      expect(open(sealed, place, ring)).toContain("BEGIN PGP PRIVATE KEY");
      expect(open(sealed, place, ring)).toBe(open(before[at].sealed, place));
      expect(() => open(sealed, pgpPlaceOf({ orgId, id }, "0".repeat(40)), ring)).toThrow();
    }
  });
});
