import { z } from "zod";
import { dropPath } from "@/lib/api/drop-document";
import { type JsonSchema, jsonSchemaOf, type Schemas } from "@/lib/api/json-schema";
import { REQUESTS_A_MINUTE } from "@/lib/api/limits";
import { API_OPERATIONS } from "@/lib/api/registry";
import { API_TAGS, type ApiOperation } from "@/lib/api/route";
import { problemKinds } from "@/lib/problem";

/** An error as the API gives it: RFC 9457. */
export const problemShape = z
  .strictObject({
    type: z.string().describe("Where the code is explained"),
    status: z.number().int(),
    title: z.string(),
    detail: z.string().describe("What happened, in a sentence for people"),
    code: z.string().describe("What happened, for programs"),
    remedy: z.string().optional().describe("What to do next"),
    errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

const INTRODUCTION = `Programs do with the API what people do on the pages: the same operations, the same permissions, the same audit log.
Send a token as \`Authorization: Bearer <token>\`; an owner or admin creates one on the page Settings, API tokens.
A token may make ${REQUESTS_A_MINUTE} requests a minute; \`RateLimit-Remaining\` and \`RateLimit-Reset\` say how many are left.
Send an \`Idempotency-Key\` with a POST or PUT: sent again within 24 hours, the request is not carried out twice and gets the same answer.`;

/** The OpenAPI 3.1 document of the API, made of the schemas that the door itself parses with. `url`: where it is served. */
export function openApiDocument(url: string): JsonSchema {
  const schemas: Schemas = {};
  jsonSchemaOf(z.array(problemShape), "output", schemas);
  const paths: Record<string, JsonSchema> = {};
  for (const operation of API_OPERATIONS) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = { ...path, [operation.method.toLowerCase()]: operationOf(operation, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Rollcall API",
      version: "1",
      summary: "Syncs, runs and users of an organization",
      description: INTRODUCTION,
    },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ token: [] }],
    tags: [...API_TAGS, "Drops"].map((name) => ({ name })),
    paths: { ...paths, ...dropPath() },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token of the organization: `rct_…`" },
        dropToken: { type: "http", scheme: "bearer", description: "A token of the drop, from its page" },
      },
      schemas,
      responses: { Problem: PROBLEM },
      headers: HEADERS,
    },
  };
}

const PROBLEM = {
  description: "A problem document",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const whole = (description: string) => ({ description, schema: { type: "integer" } });

const HEADERS = {
  "RateLimit-Limit": whole("Requests that the token may make a minute"),
  "RateLimit-Remaining": whole("Requests that are left of them"),
  "RateLimit-Reset": whole("Seconds until they are counted again"),
  "Idempotency-Replayed": {
    description: "`true`: the answer of the first request",
    schema: { type: "string" },
  },
};

function operationOf(operation: ApiOperation, schemas: Schemas): JsonSchema {
  const { id, tag, summary, description = "", can, status, method, isFile, isWide, output } = operation;
  const limited = isWide ? " Not for tokens that are limited to workspaces." : "";
  const input = jsonSchemaOf(operation.input, "input", schemas);
  const properties = (input.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((input.required ?? []) as string[]);
  const inPath = pathNames(operation.path);
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name));
  const parameters = [
    ...inPath.map((name) => parameter(name, "path", properties[name] ?? WORKSPACE, true)),
    ...(method === "GET"
      ? rest.map(([name, schema]) => parameter(name, "query", schema, required.has(name)))
      : []),
    ...(operation.planHash === "required" ? [IF_MATCH] : []),
    ...(method === "GET" ? [] : [IDEMPOTENCY_KEY]),
  ];
  return {
    ...{ operationId: id, tags: [tag], summary },
    description: `${description} Needs the permission \`${can}\`.${limited}`.trim(),
    ...{ "x-permission": can, parameters },
    ...(isFile ? { requestBody: FILE } : method !== "GET" && rest.length > 0 ? bodyOf(rest, required) : {}),
    responses: {
      [String(status)]: {
        description: DONE[status],
        headers: headersOf(operation),
        content: { "application/json": { schema: jsonSchemaOf(output, "output", schemas) } },
      },
      ...problemsOf(operation),
    },
  };
}

const DONE = { 200: "Done", 201: "Created", 202: "Begun: read the run to see how far it is" } as const;

const WORKSPACE = { type: "string", description: "The id of the workspace, or its address such as `people`" };

const IF_MATCH = {
  ...{ name: "If-Match", in: "header", required: true },
  description: "The hash of the plan in double quotes",
  schema: { type: "string" },
};

const IDEMPOTENCY_KEY = {
  ...{ name: "Idempotency-Key", in: "header", required: false },
  description:
    "New for each request, such as a UUID: sent again with it, the request is not carried out twice",
  schema: { type: "string", minLength: 8, maxLength: 200 },
};

const FILE = {
  required: true,
  content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
};

export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function parameter(name: string, where: "path" | "query", schema: JsonSchema, required: boolean): JsonSchema {
  const { description, ...rest } = schema;
  return { name, in: where, required, ...(description ? { description } : {}), schema: rest };
}

function bodyOf(rest: [string, JsonSchema][], required: ReadonlySet<string>): JsonSchema {
  const needed = rest.map(([name]) => name).filter((name) => required.has(name));
  const schema = {
    ...{ type: "object", properties: Object.fromEntries(rest), additionalProperties: false },
    ...(needed.length > 0 ? { required: needed } : {}),
  };
  return {
    requestBody: { required: needed.length > 0, content: { "application/json": { schema } } },
  };
}

function headersOf({ planHash, method }: ApiOperation): JsonSchema {
  const names = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
  if (method !== "GET") names.push("Idempotency-Replayed");
  const shared = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  const etag = { description: "The hash of the plan in double quotes", schema: { type: "string" } };
  return Object.fromEntries([...shared, ...(planHash ? [["ETag", etag]] : [])]);
}

/** Which problems an operation can answer: those that any can, and its own. */
function problemsOf({ method, planHash, isFile, path }: ApiOperation): JsonSchema {
  const any = [400, 401, 403, 429, 500, 503];
  const own = [
    ...(pathNames(path).length > 0 ? [404] : []),
    ...(method === "GET" ? [] : [409, 413, 422]),
    ...(planHash === "required" ? [412, 428] : []),
    ...(isFile ? [507] : []),
  ];
  const known = new Set(problemKinds().map(({ status }) => status));
  const statuses = [...any, ...own].filter((status) => known.has(status)).sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: "#/components/responses/Problem" }]),
  );
}
