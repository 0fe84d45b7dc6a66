import type { JsonSchema } from "@/lib/api/json-schema";

const problem = { $ref: "#/components/responses/Problem" };

/** The one address that does not take a token of the organization: a drop's own, whose token can only put files there. */
export function dropPath(): Record<string, JsonSchema> {
  const put = {
    ...{ operationId: "putDropFile", tags: ["Drops"], summary: "Place a file in a drop" },
    description:
      "The body is the file. A file of the same name is replaced when the new one is whole. Takes a token of the drop, not one of the organization; folders follow the id, such as `hr/users.csv`.",
    security: [{ dropToken: [] }],
    parameters: [
      { name: "dropId", in: "path", required: true, schema: { type: "string", format: "uuid" } },
      { name: "fileName", in: "path", required: true, schema: { type: "string" } },
    ],
    requestBody: {
      required: true,
      content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
    },
    responses: {
      "201": {
        description: "A new file",
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                ...{ path: { type: "string" }, sizeBytes: { type: "integer" } },
                sha256: { type: "string" },
              },
              required: ["path", "sizeBytes", "sha256"],
            },
          },
        },
      },
      "204": { description: "It took the place of another" },
      ...Object.fromEntries(
        ["400", "401", "404", "408", "409", "413", "429", "500", "507"].map((status) => [status, problem]),
      ),
    },
  };
  return { "/drops/{dropId}/{fileName}": { put } };
}
