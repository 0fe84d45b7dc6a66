import type { Db, Tx } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import type { SourcePgp } from "@/lib/model/pgp";
import {
  decrypt,
  encrypt,
  formatEnvelope,
  keyIdOf,
  parseEnvelope,
  type SecretPlace,
  wrapAad,
} from "@/lib/secrets/envelope";
import { type Keyring, keyOf, keyring } from "@/lib/secrets/keyring";
import { openVersion, placeOf, seal } from "@/lib/secrets/seal";
import {
  lockSealed,
  lockSecret,
  lockTotp,
  replacePgp,
  replaceSealed,
  replaceSecret,
  replaceTotp,
  SEALED_COLUMNS,
  type SealedColumn,
  type SecretRow,
  selectSealedPlaces,
  selectSecretPlaces,
  selectTotpPlaces,
} from "@/lib/secrets/store";

type Rotation = {
  /** Now under the active key. */
  rewrapped: number;
  /** Under it already. */
  current: number;
  /** Key ids that are not in the ring -> how many secrets they lock. */
  unknown: ReadonlyMap<string, number>;
  /** Key ids in the ring that open none of the secrets sealed with a key of that id -> how many those are. */
  wrong: ReadonlyMap<string, number>;
};

const BATCH = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Puts every stored secret under the active key of the ring. Contents are opened only to bind a secret of the first
 * version to its server; each row is a transaction of its own, so a run that was cut short continues from there.
 */
export async function rotateSecrets(db: Db, ring: Keyring): Promise<Rotation> {
  const counts = { rewrapped: 0, current: 0 };
  const unknown = new Map<string, number>();
  const shut = new Map<string, number>();
  const opened = new Set<string>();
  for (const { places, rotate } of KEPT) {
    for await (const place of each(db, places)) {
      const found = await rotate(db, ring, place);
      if (found === null) continue;
      const { kid, opens } = found;
      if (ring.keys.has(kid) && opens) opened.add(kid);
      if (ring.keys.has(kid) && !opens) shut.set(kid, (shut.get(kid) ?? 0) + 1);
      else if (kid === ring.active) counts.current += 1;
      else if (ring.keys.has(kid)) counts.rewrapped += 1;
      else unknown.set(kid, (unknown.get(kid) ?? 0) + 1);
    }
  }
  // A single damaged row must not keep everyone from starting; a key that opens nothing is another key.
  return { ...counts, unknown, wrong: new Map([...shut].filter(([kid]) => !opened.has(kid))) };
}

type Places = (db: Db, after: string, most: number) => Promise<SecretRow[]>;

async function* each(db: Db, places: Places): AsyncGenerator<SecretRow> {
  for (let after = FIRST; ; ) {
    const found = await places(db, after, BATCH);
    yield* found;
    const last = found.at(-1);
    if (!last) return;
    after = last.id;
  }
}

type Found = { kid: string; opens: boolean };

/** Returns the key that the secret was under; null when its row is gone, or its value is not a secret. */
async function rotateOne(db: Db, ring: Keyring, place: SecretRow): Promise<Found | null> {
  return tenantDb(db, { orgId: place.orgId }).run(async (tx) => {
    const row = await lockSecret(tx, place);
    if (row === undefined) return null;
    await rewrapPgp(tx, place, row.pgp, ring);
    const kid = keyIdOf(row.sealed);
    if (kid === null) return null;
    if (!ring.keys.has(kid)) return { kid, opens: false };
    if (!opensKey(row.sealed, ring)) return { kid, opens: false };
    const sealed = bound(row.sealed, placeOf(place, row.settings.place), ring) ?? rewrap(row.sealed, ring);
    if (sealed !== null) await replaceSecret(tx, place, sealed);
    return { kid, opens: true };
  });
}

/** The same of a secret that was bound to its place from the start. */
async function rotateSealed(
  db: Db,
  ring: Keyring,
  at: { column: SealedColumn; place: SecretRow },
): Promise<Found | null> {
  const { column, place } = at;
  return tenantDb(db, { orgId: place.orgId }).run(async (tx) => {
    const sealed = await lockSealed(tx, column, place);
    const kid = sealed === undefined ? null : keyIdOf(sealed);
    if (sealed === undefined || kid === null) return null;
    if (!ring.keys.has(kid) || !opensKey(sealed, ring)) return { kid, opens: false };
    const next = rewrap(sealed, ring);
    if (next !== null) await replaceSealed(tx, column, { ...place, sealed: next });
    return { kid, opens: true };
  });
}

/** The same of the authenticator app of an account, which belongs to no organization. */
async function rotateTotp(db: Db, ring: Keyring, { id }: SecretRow): Promise<Found | null> {
  return tenantDb(db, { accountId: id }).run(async (tx) => {
    const sealed = await lockTotp(tx, id);
    const kid = sealed === undefined ? null : keyIdOf(sealed);
    if (sealed === undefined || kid === null) return null;
    if (!ring.keys.has(kid) || !opensKey(sealed, ring)) return { kid, opens: false };
    const next = rewrap(sealed, ring);
    if (next !== null) await replaceTotp(tx, id, next);
    return { kid, opens: true };
  });
}

/** Where secrets are kept, and how each is put under the active key. */
const KEPT: readonly {
  places: Places;
  rotate: (db: Db, ring: Keyring, place: SecretRow) => Promise<Found | null>;
}[] = [
  { places: selectSecretPlaces, rotate: rotateOne },
  ...SEALED_COLUMNS.map((column) => ({
    places: (db: Db, after: string, most: number) => selectSealedPlaces(db, column, after, most),
    rotate: (db: Db, ring: Keyring, place: SecretRow) => rotateSealed(db, ring, { column, place }),
  })),
  { places: selectTotpPlaces, rotate: rotateTotp },
];

/** Whatever its secret is like. A key that can't be rewrapped stays as it is: it would open no more than before. */
async function rewrapPgp(tx: Tx, place: SecretRow, pgp: SourcePgp, ring: Keyring): Promise<void> {
  const own = pgp.own.map((key) => ({ ...key, sealed: rewrapped(key.sealed, ring) }));
  if (own.every((key, at) => key.sealed === pgp.own[at]?.sealed)) return;
  await replacePgp(tx, place, { ...pgp, own });
}

function rewrapped(sealed: string, ring: Keyring): string {
  const kid = keyIdOf(sealed);
  return kid !== null && ring.keys.has(kid) && opensKey(sealed, ring)
    ? (rewrap(sealed, ring) ?? sealed)
    : sealed;
}

/** A secret of the first version, sealed again for its server alone; null when there is nothing to do, or it is damaged. */
function bound(sealed: string, place: SecretPlace, ring: Keyring): string | null {
  if (parseEnvelope(sealed).version !== "v1") return null;
  try {
    return seal(openVersion("v1", sealed, place, ring), place, ring);
  } catch {
    return null;
  }
}

/**
 * The same secret with its data key wrapped by the active key; null when it already is. The content is not touched and
 * not seen. Throws `internal` when the old key is unknown or the text was tampered with.
 */
export function rewrap(sealed: string, ring: Keyring = keyring()): string | null {
  const { version, kid, wrappedKey, box } = parseEnvelope(sealed);
  if (kid === ring.active) return null;
  const old = keyOf(ring, kid);
  try {
    const dataKey = decrypt(old, wrappedKey, wrapAad(kid));
    const wrapped = encrypt(keyOf(ring, ring.active), dataKey, wrapAad(ring.active));
    return formatEnvelope({ version, kid: ring.active, wrappedKey: wrapped, box });
  } catch (cause) {
    throw new AppError("internal", "A stored secret could not be re-wrapped.", { cause, meta: { kid } });
  }
}

/** Whether the ring's key of that name is the one that the secret was sealed with. The content is not looked at. */
export function opensKey(sealed: string, ring: Keyring): boolean {
  const { kid, wrappedKey } = parseEnvelope(sealed);
  try {
    decrypt(keyOf(ring, kid), wrappedKey, wrapAad(kid));
    return true;
  } catch {
    return false;
  }
}
