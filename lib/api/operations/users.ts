import { z } from "zod";
import { notACursor } from "@/lib/api/place";
import { apiRoute } from "@/lib/api/route";
import { numericId, pageOf, paging } from "@/lib/api/shapes/parts";
import { user, userOf, userSummary, userSummaryOf } from "@/lib/api/shapes/user";
import { listFields } from "@/lib/fields/read";
import { listListMembers } from "@/lib/lists/memberships";
import { getList, listLists } from "@/lib/lists/read";
import { listUsers } from "@/lib/users/list";
import { readCursor, type UserCursor } from "@/lib/users/query";
import { getUser } from "@/lib/users/read";

const list = z
  .strictObject({
    id: z.number().int(),
    name: z.string(),
    description: z.string(),
    kind: z.enum(["static", "dynamic"]).describe("`dynamic`: everyone for whom its rule holds is in it"),
    rule: z.string().describe("The rule in words; empty for a list that people keep"),
  })
  .meta({ id: "UserList" });

const member = z
  .strictObject({
    id: z.number().int(),
    ...{ email: z.string(), firstName: z.string(), lastName: z.string() },
    role: z.enum(["participant", "author", "admin"]),
  })
  .meta({ id: "UserListMember" });

const placeOf = (cursor: string | undefined): UserCursor | null => {
  const place = readCursor(cursor);
  if (cursor !== undefined && !place) throw notACursor();
  return place;
};

const scope = "workspace" as const;
const [USERS, LISTS] = ["/workspaces/{workspace}/users", "/workspaces/{workspace}/lists"] as const;

export const userOperations = [
  apiRoute(
    {
      ...{ id: "listUsers", method: "GET", path: USERS, tag: "Users", can: "user:view", scope },
      summary: "List users",
      description: "By name.",
      input: z.strictObject({
        state: z.enum(["active", "removed"]).default("active"),
        search: z
          .string()
          .max(200)
          .default("")
          .describe("The start of a name or an e-mail address, or a whole ID"),
        source: z
          .string()
          .regex(/^([0-9a-f]{24}|manual)$/, "A Sync ID or manual.")
          .optional()
          .describe("A Sync ID, or `manual` for users added manually"),
        ...paging,
      }),
      output: pageOf(userSummary),
      example: { search: "anna" },
    },
    async (ctx, { state, search, source = null, cursor, limit }) => {
      const place = { sort: "name" as const, cursor: placeOf(cursor), pageSize: limit };
      const { users, next } = await listUsers(ctx, { state, search, source }, place);
      return { data: users.map(userSummaryOf), next };
    },
  ),
  apiRoute(
    {
      ...{ id: "getUser", method: "GET", path: `${USERS}/{userId}`, tag: "Users", can: "user:view", scope },
      summary: "Get a user with all profile fields",
      input: z.strictObject({ userId: numericId }),
      output: user,
      example: { userId: 1042 },
    },
    async (ctx, { userId }) => userOf(await getUser(ctx, { id: userId }), await listFields(ctx)),
  ),
];

export const listOperations = [
  apiRoute(
    {
      ...{ id: "listLists", method: "GET", path: LISTS, tag: "User lists", can: "list:view", scope },
      summary: "List user lists",
      input: z.strictObject({}),
      output: z.strictObject({ data: z.array(list) }),
      example: {},
    },
    async (ctx) => ({
      data: (await listLists(ctx)).map(({ id, name, description, kind, words }) => ({
        ...{ id, name, description, kind, rule: words },
      })),
    }),
  ),
  apiRoute(
    {
      ...{ id: "listListUsers", method: "GET", path: `${LISTS}/{listId}/users`, tag: "User lists" },
      ...{ can: "list:view", scope, summary: "List the users of a user list" },
      description: "Active users, by name.",
      input: z.strictObject({ listId: numericId, ...paging }),
      output: pageOf(member),
      example: { listId: 7 },
    },
    async (ctx, { listId, cursor, limit }) => {
      await getList(ctx, { id: listId });
      const asked = { id: listId, search: "" };
      const { members, next } = await listListMembers(ctx, asked, placeOf(cursor), limit);
      return {
        data: members.map(({ id, email, firstName, lastName, role }) => ({
          id,
          email,
          firstName,
          lastName,
          role,
        })),
        next,
      };
    },
  ),
];
