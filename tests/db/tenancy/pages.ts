import { createPage } from "@/lib/pages/create";
import { deletePage } from "@/lib/pages/delete";
import { countAudience, findPage, listListChoices, listPages } from "@/lib/pages/read";
import { reorderPages } from "@/lib/pages/reorder";
import { updatePage } from "@/lib/pages/update";
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
