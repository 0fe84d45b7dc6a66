import { randomBytes, randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { parseKeyring } from "@/lib/secrets/keyring";
import { placeOf, seal } from "@/lib/secrets/seal";
import { PASSWORD, USERNAME } from "../support/sftp-server";
import { FIELDS } from "./people-file";

/** A workspace with a sync of a file on the server. */
export type WavePlace = { orgId: string; syncId: string; path: string };

export type WaveServer = { port: number; hostKey: HostKey };

type Wanted = {
  sql: postgres.Sql;
  server: WaveServer;
  /** As the worker of the installation has it in its environment. */
  secretsKeys: string;
  /** How many workspaces each organization gets. */
  sizes: readonly number[];
};

/** Organizations with a Remote Source each, and workspaces with a sync whose time has not come. */
export async function makeWavePlaces({ sql, server, secretsKeys, sizes }: Wanted): Promise<WavePlace[][]> {
  const ring = parseKeyring(secretsKeys);
  const settings = {
    place: { host: "127.0.0.1", port: server.port, username: USERNAME },
    authKind: "password" as const,
    allowOutdated: false,
    startAt: "home" as const,
  };
  const made: WavePlace[][] = [];
  for (const size of sizes) {
    const orgId = randomUUID();
    const remote = randomUUID();
    const credentials = JSON.stringify({ kind: "password", password: PASSWORD });
    const sealed = seal(credentials, placeOf({ orgId, id: remote }, settings.place), ring);
    await sql`insert into organizations ${sql({ id: orgId, name: "Wave", slug: `wave-${orgId}` })}`;
    await sql`
      insert into remote_sources (id, org_id, name, kind, settings, credentials_sealed, host_key)
      values (${remote}, ${orgId}, 'HR', 'sftp', ${sql.json(settings)}, ${sealed}, ${sql.json(server.hostKey)})`;
    const places: (WavePlace & { workspaceId: string })[] = Array.from({ length: size }, () => {
      const syncId = randomBytes(12).toString("hex");
      return { orgId, workspaceId: randomUUID(), syncId, path: `${syncId}.csv` };
    });
    await insertAll(sql, remote, places);
    made.push(places);
  }
  return made;
}

async function insertAll(
  sql: postgres.Sql,
  remote: string,
  places: readonly (WavePlace & { workspaceId: string })[],
): Promise<void> {
  const guards = { removals: false, noRows: false, shrunk: false, headerDrift: false, massUpdate: false };
  await sql.begin(async (tx) => {
    await tx`
      insert into workspaces (id, org_id, name, slug)
      select "workspaceId", "orgId", 'People', "syncId"
      from jsonb_to_recordset(${tx.json(places)}) as p ("workspaceId" uuid, "orgId" uuid, "syncId" text)`;
    await tx`
      with fields as (
        insert into profile_fields (org_id, workspace_id, label, type, position)
        select p."orgId", p."workspaceId", f.label, f.type, f.position
        from jsonb_to_recordset(${tx.json(places)}) as p ("workspaceId" uuid, "orgId" uuid),
             jsonb_to_recordset(${tx.json(FIELDS.map((field, position) => ({ ...field, position })))})
               as f (label text, type text, position int)
        returning *
      )
      insert into profile_field_options (org_id, workspace_id, field_id, label, position)
      select fields.org_id, fields.workspace_id, fields.id, o.label, o.position
      from fields, jsonb_to_recordset(${tx.json(
        FIELDS.flatMap(({ label: field, options }) =>
          options.map((label, position) => ({ field, label, position })),
        ),
      )}) as o (field text, label text, position int)
      where o.field = fields.label`;
    await tx`
      insert into syncs (id, org_id, workspace_id, name, source_kind, remote_source_id, path, mapping, guard_settings)
      select "syncId", "orgId", "workspaceId", 'Employees', 'remote', ${remote}, path, '{"columns": {}}',
             ${tx.json({ ...guards, reKey: false, firstRun: false })}
      from jsonb_to_recordset(${tx.json(places)})
        as p ("workspaceId" uuid, "orgId" uuid, "syncId" text, path text)`;
  });
}
