import { expect, test } from "vitest";
import { listOpenPages } from "@/lib/portal/read";
import { ensurePages } from "@/lib/runtime/demo/seed-pages";
import { portalCtxOf } from "../../support/portal";
import { mintField, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";

test("the demo has a page for everyone and one that follows the file; seeding twice changes nothing", async () => {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const options = ["Sales", "Marketing"];
  const field = await mintField(ws, { label: "Department", type: "single_choice", options });
  const [sales, marketing] = field.options;
  await ensurePages(ws);
  await ensurePages(ws);
  const open = async (optionId: number | undefined) => {
    const user = await mintUser(ws, { fields: { [field.id]: optionId ?? null } });
    return (await listOpenPages(portalCtxOf(ws, user))).map(({ slug }) => slug);
  };
  expect(await open(marketing?.id)).toEqual(["welcome", "campaigns"]);
  expect(await open(sales?.id)).toEqual(["welcome"]);
});
