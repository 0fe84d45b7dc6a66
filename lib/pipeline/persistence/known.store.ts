import { sql } from "drizzle-orm";
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

async function fetchPage(ctx: WorkspaceCtx, syncId: string, after: number): Promise<Page | null> {
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
        where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and sync_id = ${syncId} and id > ${after}
        order by id limit ${PAGE_ROWS}
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
