import { z } from "zod";
import { apiRoute } from "@/lib/api/route";
import { instant, iso } from "@/lib/api/shapes/parts";
import { checkRemoteSource } from "@/lib/remote-sources/check";
import { getRemoteSource, listSources } from "@/lib/remote-sources/read";
import type { RemoteSource } from "@/lib/remote-sources/views";

const check = z
  .strictObject({
    ok: z.boolean(),
    at: z.string(),
    stages: z.array(
      z.strictObject({
        ...{ stage: z.string(), ok: z.boolean(), ms: z.number() },
        ...{ message: z.string().nullable(), remedy: z.string().nullable() },
      }),
    ),
  })
  .meta({ id: "Check", description: "What became of a connection, stage by stage" });

const remoteSource = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(["sftp", "s3", "drop"]),
    address: z.string(),
    createdAt: instant,
    lastCheck: check.nullable(),
  })
  .meta({ id: "RemoteSource" });

type Result = NonNullable<RemoteSource["lastCheck"]>;

const checkOf = ({ ok, at, stages }: Result): z.input<typeof check> => ({
  ...{ ok, at },
  stages: stages.map(({ stage, ok, ms, message, remedy }) => ({ stage, ok, ms, message, remedy })),
});

const remoteSourceOf = (source: RemoteSource): z.input<typeof remoteSource> => {
  const { id, name, kind, address, createdAt, lastCheck } = source;
  return { id, name, kind, address, createdAt: iso(createdAt), lastCheck: lastCheck && checkOf(lastCheck) };
};

const named = z.strictObject({ remoteSourceId: z.uuid() });
const example = { remoteSourceId: "9c2f6c1e-3d0f-4a52-9a53-5f1f3d7a0b11" };
const about = { tag: "Remote Sources", scope: "org", isWide: true } as const;

export const remoteSourceOperations = [
  apiRoute(
    {
      ...about,
      ...{ id: "listRemoteSources", method: "GET", path: "/remote-sources", can: "remote_source:view" },
      summary: "List Remote Sources",
      input: z.strictObject({}),
      output: z.strictObject({ data: z.array(remoteSource) }),
      example: {},
    },
    async (ctx) => ({ data: (await listSources(ctx)).map(remoteSourceOf) }),
  ),
  apiRoute(
    {
      ...about,
      ...{ id: "getRemoteSource", method: "GET", path: "/remote-sources/{remoteSourceId}" },
      ...{ can: "remote_source:view", summary: "Get a Remote Source" },
      ...{ input: named, output: remoteSource, example },
    },
    async (ctx, { remoteSourceId }) => remoteSourceOf(await getRemoteSource(ctx, remoteSourceId)),
  ),
  apiRoute(
    {
      ...about,
      ...{ id: "checkRemoteSource", method: "POST", path: "/remote-sources/{remoteSourceId}/check" },
      ...{ can: "remote_source:check", status: 200, summary: "Check a connection" },
      description: "Connects stage by stage. A server that can't be reached is an answer, not an error.",
      ...{ input: named, output: check, example },
    },
    async (ctx, { remoteSourceId }, { request }) => {
      const watch = { signal: request.signal, onStage: () => {} };
      return checkOf((await checkRemoteSource(ctx, { id: remoteSourceId }, watch)).result);
    },
  ),
];
