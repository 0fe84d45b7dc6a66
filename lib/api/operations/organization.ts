import { z } from "zod";
import { apiRoute } from "@/lib/api/route";
import { instant, iso } from "@/lib/api/shapes/parts";
import { getOrganization } from "@/lib/organizations/read";
import { getWorkspace, listWorkspaceNames } from "@/lib/workspaces/read";

const organization = z
  .strictObject({ id: z.uuid(), name: z.string(), slug: z.string() })
  .meta({ id: "Organization" });

const workspace = z
  .strictObject({ id: z.uuid(), name: z.string(), slug: z.string() })
  .meta({ id: "WorkspaceName" });

export const organizationOperations = [
  apiRoute(
    {
      ...{ id: "getOrganization", method: "GET", path: "/organization", tag: "Organization" },
      ...{ can: "organization:view", scope: "org" },
      summary: "Get the organization",
      description: "The organization that the token belongs to. A good first request to try a token.",
      ...{ input: z.strictObject({}), output: organization, example: {} },
    },
    async (ctx) => {
      const { id, name, slug } = await getOrganization(ctx);
      return { id, name, slug };
    },
  ),
  apiRoute(
    {
      ...{ id: "listWorkspaces", method: "GET", path: "/workspaces", tag: "Organization" },
      ...{ can: "workspace:view", scope: "org" },
      summary: "List workspaces",
      description: "All of them, by name; for a token that is limited to workspaces, those.",
      ...{ input: z.strictObject({}), output: z.strictObject({ data: z.array(workspace) }), example: {} },
    },
    async (ctx, _input, { mayEnter }) => ({
      data: (await listWorkspaceNames(ctx))
        .filter(({ id }) => mayEnter(id))
        .map(({ id, name, slug }) => ({ id, name, slug })),
    }),
  ),
  apiRoute(
    {
      ...{ id: "getWorkspace", method: "GET", path: "/workspaces/{workspace}", tag: "Organization" },
      ...{ can: "workspace:view", scope: "workspace" },
      summary: "Get a workspace",
      input: z.strictObject({}),
      output: workspace.extend({ createdAt: instant }).meta({ id: "Workspace" }),
      example: {},
    },
    async (ctx) => {
      const { id, name, slug, createdAt } = await getWorkspace(ctx);
      return { id, name, slug, createdAt: iso(createdAt) };
    },
  ),
];
