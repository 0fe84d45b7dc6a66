import { beforeAll, test } from "vitest";
import { mintTenant, type Tenant } from "../../support/tenant";
import { explore, TIMEOUT_MS } from "./explore";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

test("whatever is undone, what nobody has changed since goes back and the rest stays", {
  timeout: TIMEOUT_MS,
}, async () => {
  await explore(tenant, { files: 8, decisions: 1, undos: 8, edits: 3 });
});
