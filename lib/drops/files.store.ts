import { and, asc, eq, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { dropFiles, remoteSources } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { type DropSettings, dropSettings } from "@/lib/drops/settings";

/** One drop, within its organization's wall. */
export type DropOf = { orgId: string; sourceId: string };

export type DropFileRow = typeof dropFiles.$inferSelect;

export const ofDrop = ({ orgId, sourceId }: DropOf) =>
  and(eq(dropFiles.orgId, orgId), eq(dropFiles.sourceId, sourceId));

const present = (drop: DropOf) => and(ofDrop(drop), eq(dropFiles.state, "present"));

/**
 * The drop's settings, null when it is gone. Whatever changes its folder locks it first, so that two clients come one after
 * the other.
 */
export async function findDropSettings(
  tx: Tx,
  { orgId, sourceId }: DropOf,
  { lock = false }: { lock?: boolean } = {},
): Promise<DropSettings | null> {
  const { settings, kind, id } = remoteSources;
  const query = tx
    .select({ settings })
    .from(remoteSources)
    .where(and(eq(remoteSources.orgId, orgId), eq(id, sourceId), eq(kind, "drop")));
  const [row] = await (lock ? query.for("no key update") : query);
  return row ? dropSettings.parse(row.settings) : null;
}

/** What is in the folder under this path: a file that is whole, or a folder. */
export async function selectPresent(tx: Tx, drop: DropOf, path: string): Promise<DropFileRow | undefined> {
  const [row] = await tx
    .select()
    .from(dropFiles)
    .where(and(present(drop), eq(dropFiles.path, path)));
  return row;
}

/** What is left of an upload of this path whose connection broke. */
export async function selectPartial(tx: Tx, drop: DropOf, path: string): Promise<DropFileRow | undefined> {
  const [row] = await tx
    .select()
    .from(dropFiles)
    .where(and(ofDrop(drop), eq(dropFiles.state, "partial"), eq(dropFiles.path, path)));
  return row;
}

/** What lies directly in a folder ("" is the root), and partial uploads of files that are not there otherwise. */
export async function selectChildren(tx: Tx, drop: DropOf, folder: string): Promise<DropFileRow[]> {
  const within = folder === "" ? "" : `${folder}/`;
  return tx
    .select()
    .from(dropFiles)
    .where(
      and(
        ofDrop(drop),
        sql`${dropFiles.state} in ('present', 'partial')`,
        startsWith(within),
        sql`position('/' in ${behind(within)}) = 0`,
        sql`(${dropFiles.state} = 'present' or not exists (select from drop_files p where p.org_id = ${drop.orgId}
              and p.source_id = ${drop.sourceId} and p.state = 'present' and p.path = ${dropFiles.path}))`,
      ),
    )
    .orderBy(asc(dropFiles.path));
}

/** Paths of files that are on their way. */
export async function selectArriving(tx: Tx, drop: DropOf): Promise<string[]> {
  const rows = await tx
    .select({ path: dropFiles.path })
    .from(dropFiles)
    .where(and(ofDrop(drop), sql`${dropFiles.state} in ('receiving', 'partial')`));
  return rows.flatMap(({ path }) => path ?? []);
}

export async function hasChildren(tx: Tx, drop: DropOf, folder: string): Promise<boolean> {
  const rows = await tx
    .select({ id: dropFiles.id })
    .from(dropFiles)
    .where(
      and(
        ofDrop(drop),
        sql`${dropFiles.state} in ('present', 'receiving', 'partial')`,
        startsWith(`${folder}/`),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function insertEntry(
  tx: Tx,
  { orgId, sourceId }: DropOf,
  row: Omit<typeof dropFiles.$inferInsert, "orgId" | "sourceId">,
): Promise<void> {
  await tx.insert(dropFiles).values({ ...row, orgId, sourceId });
}

/** False when the row is not, or no longer, in this state. */
export async function setEntry(
  tx: Tx,
  drop: DropOf,
  { id, state }: Pick<DropFileRow, "id" | "state">,
  set: Partial<typeof dropFiles.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(dropFiles)
    .set(set)
    .where(and(ofDrop(drop), eq(dropFiles.id, id), eq(dropFiles.state, state)))
    .returning({ id: dropFiles.id });
  return rows.length > 0;
}

type Whole = { id: string; sizeBytes: number; sha256: string; at: Date };

/**
 * Makes a file that has arrived the one in the folder, and what had its path a replaced one: in this one statement, so
 * that there is never none and never both. False when the upload was given up meanwhile.
 */
export async function showFile(tx: Tx, drop: DropOf, path: string, whole: Whole): Promise<boolean> {
  const at = sql`${whole.at.toISOString()}::timestamptz`;
  const mine = sql`org_id = ${drop.orgId} and source_id = ${drop.sourceId}`;
  const rows = await tx.execute(sql`
    with own as (
      select id from drop_files where ${mine} and id = ${whole.id}::uuid and state = 'receiving'
    ), replaced as (
      update drop_files set state = 'gone', gone_why = 'replaced', gone_at = ${at}
      where ${mine} and path = ${path} and state = 'present' and not is_folder and exists (select from own)
      returning id
    )
    update drop_files set state = 'present', path = ${path}, size_bytes = ${whole.sizeBytes}::bigint,
      sha256 = ${whole.sha256}, completed_at = ${at}, touched_at = ${at}
    where ${mine} and id in (select id from own)
      -- The replaced one has to have made room in the unique index first.
      and (select count(*) from replaced) >= 0
    returning id`);
  return rows.length > 0;
}

/** Gives a file another path, and what had that a replaced one, in one statement. */
export async function moveFile(
  tx: Tx,
  drop: DropOf,
  { id, to, at: now }: { id: string; to: string; at: Date },
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const mine = sql`org_id = ${drop.orgId} and source_id = ${drop.sourceId}`;
  await tx.execute(sql`
    with replaced as (
      update drop_files set state = 'gone', gone_why = 'replaced', gone_at = ${at}
      where ${mine} and path = ${to} and state = 'present' and not is_folder and id <> ${id}::uuid
      returning id
    )
    update drop_files set path = ${to}
    where ${mine} and id = ${id}::uuid and state = 'present' and (select count(*) from replaced) >= 0`);
}

const inFolder = (drop: DropOf, folder: string) =>
  and(
    ofDrop(drop),
    sql`${dropFiles.state} in ('present', 'partial')`,
    sql`(${dropFiles.path} = ${folder} or ${startsWith(`${folder}/`)})`,
  );

/** Moves a folder and all that is in it. */
export async function moveFolder(tx: Tx, drop: DropOf, from: string, to: string): Promise<void> {
  await tx
    .update(dropFiles)
    .set({ path: sql`${to}::text || ${behind(from)}` })
    .where(inFolder(drop, from));
}

/** The paths of a folder and of all that is in it. */
export async function selectPathsIn(tx: Tx, drop: DropOf, folder: string): Promise<string[]> {
  const rows = await tx.select({ path: dropFiles.path }).from(dropFiles).where(inFolder(drop, folder));
  return rows.flatMap(({ path }) => path ?? []);
}

/** Gives up what is kept of an unfinished upload of a path, but for one row; gives the ids, whose bytes are to go. */
export async function endPartials(
  tx: Tx,
  drop: DropOf,
  { path, except, at }: { path: string; except: string | null; at: Date },
): Promise<string[]> {
  const rows = await tx
    .update(dropFiles)
    .set({ state: "gone", goneWhy: "interrupted", goneAt: at, spoolKey: null })
    .where(
      and(
        ofDrop(drop),
        eq(dropFiles.state, "partial"),
        eq(dropFiles.path, path),
        except === null ? undefined : ne(dropFiles.id, except),
      ),
    )
    .returning({ id: dropFiles.id });
  return rows.map(({ id }) => id);
}

export type Kept = { entries: number; receiving: number; dropBytes: number; orgBytes: number };

/**
 * How much is kept of a drop and of its organization, without one row. What is still arriving counts with what has come
 * of it.
 */
export async function countKept(tx: Tx, drop: DropOf, without: string | null = null): Promise<Kept> {
  const counted = without === null ? undefined : ne(dropFiles.id, without);
  const [own] = await tx
    .select({
      entries: sql<number>`count(*) filter (where ${dropFiles.purgedAt} is null)::int`,
      receiving: sql<number>`count(*) filter (where ${dropFiles.state} = 'receiving')::int`,
      bytes: bytesOf(sql`${dropFiles.spoolKey} is not null`),
    })
    .from(dropFiles)
    .where(and(ofDrop(drop), counted));
  const [org] = await tx
    .select({ bytes: bytesOf(sql`true`) })
    .from(dropFiles)
    .where(and(eq(dropFiles.orgId, drop.orgId), isNotNull(dropFiles.spoolKey), counted));
  return {
    entries: own?.entries ?? 0,
    receiving: own?.receiving ?? 0,
    dropBytes: own?.bytes ?? 0,
    orgBytes: org?.bytes ?? 0,
  };
}

/** Files that are not in the folder any more and whose bytes are still kept, the oldest first. */
export async function selectSpare(tx: Tx, drop: DropOf): Promise<{ id: string; sizeBytes: number }[]> {
  return tx
    .select({ id: dropFiles.id, sizeBytes: dropFiles.sizeBytes })
    .from(dropFiles)
    .where(and(ofDrop(drop), eq(dropFiles.state, "gone"), isNotNull(dropFiles.spoolKey)))
    .orderBy(asc(dropFiles.goneAt));
}

function bytesOf(condition: SQL): SQL<number> {
  return sql<number>`coalesce(sum(${dropFiles.sizeBytes}) filter (where ${condition}), 0)::float8`;
}

/** Compared as text: a name may hold what LIKE takes for a wildcard. */
function startsWith(prefix: string): SQL {
  return sql`starts_with(${dropFiles.path}, ${prefix})`;
}

/** What follows a prefix in the path. Counted by the database, which counts characters as we do not. */
function behind(prefix: string): SQL {
  return sql`substr(${dropFiles.path}, char_length(${prefix}::text) + 1)`;
}
