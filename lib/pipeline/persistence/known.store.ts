import { type SQL, sql } from "drizzle-orm";
import type { WorkspaceCtx } from "@/lib/context";
import type { KnownUsers } from "@/lib/model/user";
import { EXTERNAL_ID_PREFIX } from "@/lib/pipeline/persistence/plans.store";

const PAGE_ROWS = 20_000;
/** Bytes of a user in `packed`: fingerprint, id, and the version with two flags below it. */
const PACKED_BYTES = 28;
const REMOVED = 1;
const PROTECTED = 2;

type Page = { users: number; last: number; ids: string; packed: Buffer };

/**
 * All users of the sync, removed ones too, in pages of what `plan` has to know. A page comes as two long values and is
 * fetched while the one before is taken: row by row it takes three times as long on both sides.
 */
export async function* knownUsers(ctx: WorkspaceCtx, syncId: string): AsyncGenerator<KnownUsers> {
  let coming: Promise<Page | null> = fetchPage(ctx, syncId, 0);
  for (;;) {
    const page = await coming;
    if (!page) return;
    coming = page.users < PAGE_ROWS ? Promise.resolve(null) : fetchPage(ctx, syncId, page.last);
    // Awaited at the next turn, if there is one.
    coming.catch(() => undefined);
    yield unpack(page);
  }
}

/** Those users of the sync who have one of these IDs, removed ones too, in one page in the same order. */
export async function knownUsersNamed(
  ctx: WorkspaceCtx,
  syncId: string,
  csvIds: readonly string[],
): Promise<KnownUsers> {
  const pages: KnownUsers[] = [];
  for (let at = 0; at < csvIds.length; at += PAGE_ROWS) {
    const externalIds = csvIds.slice(at, at + PAGE_ROWS).map((csvId) => `${syncId}#${csvId}`);
    const page = await fetchOf(
      ctx,
      sql`sync_id = ${syncId} and external_id = any(${sql.param(externalIds)}::text[])`,
    );
    if (page) pages.push(unpack(page));
  }
  return inOrder(pages);
}

/** Users of several pages as one, by their ids. */
function inOrder(pages: readonly KnownUsers[]): KnownUsers {
  const places = pages.flatMap((page) =>
    page.csvIds.map((_, at) => ({ page, at, id: page.userIds[at] ?? 0 })),
  );
  places.sort((a, b) => a.id - b.id);
  const numbers = (of: (page: KnownUsers) => ArrayLike<number>) =>
    places.map(({ page, at }) => of(page)[at] ?? 0);
  return {
    csvIds: places.map(({ page, at }) => page.csvIds[at] ?? ""),
    userIds: Float64Array.from(places, ({ id }) => id),
    versions: Int32Array.from(numbers(({ versions }) => versions)),
    prints: Int32Array.from(places.flatMap(({ page, at }) => [...page.prints.subarray(at * 4, at * 4 + 4)])),
    removed: Uint8Array.from(numbers(({ removed }) => removed)),
    protected: Uint8Array.from(numbers((page) => page.protected)),
  };
}

/** How many active users the sync has. */
export async function countActive(ctx: WorkspaceCtx, syncId: string): Promise<number> {
  const [row] = await ctx.db.run((tx) =>
    tx.execute<{ n: number }>(sql`
      select count(*)::int as n from users
      where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId} and state = 'active'`),
  );
  return row?.n ?? 0;
}

function fetchPage(ctx: WorkspaceCtx, syncId: string, after: number): Promise<Page | null> {
  return fetchOf(ctx, sql`sync_id = ${syncId} and id > ${after} order by id limit ${PAGE_ROWS}`);
}

async function fetchOf(ctx: WorkspaceCtx, which: SQL): Promise<Page | null> {
  // Both values are made in one pass, so that their order is the same; which one it is does not matter.
  const rows = await ctx.db.run((tx) =>
    tx.execute<Page>(sql`
      select count(*)::int as users, max(id)::float8 as last, string_agg("csvId", E'\\n') as ids,
             string_agg(print || int8send(id) || int4send(version * 4 + flags), ''::bytea) as packed
      from (
        select id, version, substr(external_id, ${EXTERNAL_ID_PREFIX + 1}) as "csvId",
               coalesce(fingerprint, decode(repeat('00', 16), 'hex')) as print,
               case when state = 'removed' then ${REMOVED}::int else 0 end
                 + case when role <> 'participant' then ${PROTECTED}::int else 0 end as flags
        from users
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and ${which}
      ) as page`),
  );
  const [page] = rows;
  return page && page.users > 0 ? page : null;
}

function unpack({ users, ids, packed }: Page): KnownUsers {
  // An ID has no line breaks: `validate` lets no control character through.
  const csvIds = ids.split("\n");
  if (csvIds.length !== users || packed.length !== users * PACKED_BYTES) {
    throw new RangeError(`${users} users came as ${csvIds.length} IDs and ${packed.length} bytes.`);
  }
  const known = {
    csvIds,
    userIds: new Float64Array(users),
    versions: new Int32Array(users),
    prints: new Int32Array(users * 4),
    removed: new Uint8Array(users),
    protected: new Uint8Array(users),
  };
  for (let at = 0; at < users; at++) {
    const start = at * PACKED_BYTES;
    for (let word = 0; word < 4; word++) known.prints[at * 4 + word] = packed.readInt32BE(start + word * 4);
    known.userIds[at] = packed.readUInt32BE(start + 16) * 2 ** 32 + packed.readUInt32BE(start + 20);
    const last = packed.readInt32BE(start + 24);
    known.versions[at] = last >> 2;
    known.removed[at] = last & REMOVED ? 1 : 0;
    known.protected[at] = last & PROTECTED ? 1 : 0;
  }
  return known;
}
