import { createPage } from "@/lib/pages/create";
import { deletePage } from "@/lib/pages/delete";
import { addPicture, findPicture } from "@/lib/pages/pictures";
import { countAudience, findPage, listListChoices, listPages } from "@/lib/pages/read";
import { reorderPages } from "@/lib/pages/reorder";
import { updatePage } from "@/lib/pages/update";
import { DOT } from "../../support/pictures";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const text = { title: "Taken over", body: "Taken over", audience: "lists" as const };
const newSlug = () => `page-${crypto.randomUUID().slice(0, 8)}`;
/** A page of one's own that another organization's list is to open. */
const newOne = ({ pageListId }: World) => ({ ...text, slug: newSlug(), listIds: [pageListId] });
const edited = ({ pageId }: World) => ({ ...text, slug: newSlug(), listIds: [], id: pageId, version: 1 });
const named = ({ pageId }: World) => ({ id: pageId });
const asked = ({ pageListId }: World) => ({ audience: "lists" as const, listIds: [pageListId] });

export const verbs: Cases["verbs"] = {
  listPages: { outcome: "own", call: ({ ws }) => listPages(ws) },
  listListChoices: { outcome: "own", call: ({ ws }) => listListChoices(ws) },
  findPage: { outcome: "own", call: ({ ws }, victim) => findPage(ws, named(victim)) },
  createPage: { outcome: "conflict", call: ({ ws }, victim) => createPage(ws, newOne(victim)) },
  updatePage: { outcome: "not_found", call: ({ ws }, victim) => updatePage(ws, edited(victim)) },
  deletePage: { outcome: "not_found", call: ({ ws }, victim) => deletePage(ws, named(victim)) },
  reorderPages: { outcome: "conflict", call: ({ ws }, { pageId }) => reorderPages(ws, { ids: [pageId] }) },
  addPicture: { outcome: "own", call: ({ ws }) => addPicture(ws, DOT) },
  findPicture: {
    outcome: "own",
    call: async ({ ws }, { pictureId }) => {
      if (await findPicture(ws, { id: pictureId })) throw new Error("A picture of another workspace.");
    },
  },
  countAudience: {
    outcome: "own",
    call: async ({ ws }, victim) => {
      const people = await countAudience(ws, asked(victim));
      // How many there are is a secret, too.
      if (people !== 0) throw new Error(`${people} people of another workspace were counted.`);
    },
  },
};

export const actions: Cases["actions"] = {
  createPageAction: { scope: "workspace", can: "page:create", outcome: "conflict", input: newOne },
  updatePageAction: { scope: "workspace", can: "page:update", outcome: "not_found", input: edited },
  deletePageAction: { scope: "workspace", can: "page:delete", outcome: "not_found", input: named },
  reorderPagesAction: {
    scope: "workspace",
    can: "page:update",
    outcome: "conflict",
    input: ({ pageId }) => ({ ids: [pageId] }),
  },
  countAudienceAction: { scope: "workspace", can: "page:view", outcome: "own", input: asked },
};

const address = ({ slug, workspaceSlug }: World, { pictureId }: World) => ({
  url: `/${slug}/${workspaceSlug}/pages/pictures/${pictureId}.webp`,
  params: { org: slug, workspace: workspaceSlug, file: `${pictureId}.webp` },
});

export const routes: Cases["routes"] = {
  "GET app/(workspace)/[org]/[workspace]/pages/pictures/[file]/route.ts": {
    ...{ scope: "workspace", can: "page:view", outcome: "not_found" },
    request: address,
  },
  // The body is no picture, which only those are told who may send one.
  "POST app/api/pictures/route.ts": {
    ...{ scope: "workspace", can: "page:update", outcome: "invalid_input" },
    request: ({ slug, workspaceSlug }) => ({
      url: `/api/pictures?org=${slug}&workspace=${workspaceSlug}`,
      body: "no picture",
    }),
  },
};
