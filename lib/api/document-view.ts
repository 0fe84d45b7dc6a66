import type { JsonSchema, Schemas } from "@/lib/api/json-schema";
import { openApiDocument } from "@/lib/api/openapi";
import { API_OPERATIONS } from "@/lib/api/registry";
import { API_TAGS } from "@/lib/api/route";
import { curlSample } from "@/lib/api/sample";

/** A value as a page shows it: `link` is the name of a schema. */
export type ValueView = {
  name: string;
  type: string;
  link: string | null;
  isRequired: boolean;
  description: string;
};

export type OperationView = {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: ValueView[];
  body: ValueView[];
  answer: { status: number; values: ValueView[]; link: string | null };
  sample: string;
};

export type DocumentView = {
  tags: { name: string; operations: OperationView[] }[];
  schemas: { name: string; description: string; values: ValueView[] }[];
};

/** The document of the API as its page shows it: made of the same that programs read. */
export function documentView(url: string): DocumentView {
  const document = openApiDocument(url) as unknown as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Schemas };
  };
  const operations = API_OPERATIONS.map((operation): OperationView => {
    const { id, method, path, tag, status } = operation;
    // The document has what the registry has: both are made of it.
    const told = document.paths[path]?.[method.toLowerCase()] as Described;
    const schema = told.responses[String(status)]?.content?.["application/json"]?.schema ?? {};
    const body = told.requestBody?.content["application/json"]?.schema ?? {};
    return {
      ...{ id, method, path, tag, summary: told.summary, description: told.description },
      parameters: told.parameters.map((parameter) => ({
        ...describeValue(parameter.name, parameter.schema, parameter.required),
        description: parameter.description ?? "",
      })),
      body: valuesOf(body),
      answer: { status, values: valuesOf(schema), link: linkOf(schema) },
      sample: curlSample(operation),
    };
  });
  return {
    tags: API_TAGS.map((name) => ({ name, operations: operations.filter(({ tag }) => tag === name) })),
    schemas: Object.entries(document.components.schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => ({ name, description: text(schema.description), values: valuesOf(schema) })),
  };
}

type Described = {
  summary: string;
  description: string;
  parameters: { name: string; required: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
};

function valuesOf(schema: JsonSchema): ValueView[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((schema.required ?? []) as string[]);
  return Object.entries(properties).map(([name, part]) => describeValue(name, part, required.has(name)));
}

function describeValue(name: string, schema: JsonSchema, isRequired: boolean): ValueView {
  return {
    name,
    type: typeOf(schema),
    link: linkOf(schema),
    isRequired,
    description: text(schema.description),
  };
}

function typeOf(schema: JsonSchema): string {
  if (typeof schema.$ref === "string") return nameOf(schema.$ref);
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((one) => typeOf(one as JsonSchema)).join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => `"${one}"`).join(", ");
  if (schema.type === "array") return `array of ${typeOf((schema.items ?? {}) as JsonSchema)}`;
  const known = typeof schema.format === "string" && schema.format !== "binary" ? ` (${schema.format})` : "";
  return `${typeof schema.type === "string" ? schema.type : "any"}${known}`;
}

/** The schema that a value, or each item of an array, is of. */
function linkOf(schema: JsonSchema): string | null {
  if (typeof schema.$ref === "string") return nameOf(schema.$ref);
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.map((one) => linkOf(one as JsonSchema)).find(Boolean) ?? null;
  return schema.type === "array" ? linkOf((schema.items ?? {}) as JsonSchema) : null;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
