import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/read";
import { createList } from "@/lib/lists/create";
import { listLists } from "@/lib/lists/read";
import type { Rule, RuleGroup } from "@/lib/model/rule";
import { createPage } from "@/lib/pages/create";
import { listPages } from "@/lib/pages/read";

const WELCOME = {
  title: "Welcome to Aurora Outdoor",
  slug: "welcome",
  body: `Good to have you here. This page is open to **everyone** in the HR file.

## In your first week

- Fetch your badge at the front desk
- Choose your boots: the shop has every size
- Say hello to your team

## Who to ask

| About | Whom |
|---|---|
| Pay and leave | People & Culture |
| Laptop and phone | Engineering |
`,
} as const;

const FOR_MARKETING = {
  title: "Campaigns this season",
  slug: "campaigns",
  body: `Only people whose department is **Marketing** can open this page.

People who move to another department in the HR file lose it with the next sync, and people who join Marketing get it.
`,
} as const;

const LIST = "Marketing";

/** Two pages of the demo's portal: one for everyone, and one for a list that follows the file. */
export async function ensurePages(ctx: WorkspaceCtx): Promise<void> {
  const there = new Set((await listPages(ctx)).map(({ slug }) => slug));
  if (!there.has(WELCOME.slug)) await createPage(ctx, { ...WELCOME, audience: "everyone", listIds: [] });
  if (there.has(FOR_MARKETING.slug)) return;
  const listId = await ensureList(ctx);
  if (listId !== null) await createPage(ctx, { ...FOR_MARKETING, audience: "lists", listIds: [listId] });
}

/** Null when the field or its option was deleted. */
async function ensureList(ctx: WorkspaceCtx): Promise<number | null> {
  const found = (await listLists(ctx)).find(({ name }) => name === LIST);
  if (found) return found.id;
  const field = (await listFields(ctx)).find(({ label }) => label === "Department");
  const option = field?.options.find(({ label }) => label === LIST);
  if (!field || !option) return null;
  const condition: Rule = { on: "field", fieldId: field.id, op: "is_any_of", optionIds: [option.id] };
  const rule: RuleGroup = { match: "all", rules: [condition] };
  const description = "Everyone whose department is Marketing.";
  return (await createList(ctx, { name: LIST, description, kind: "dynamic", rule })).id;
}
