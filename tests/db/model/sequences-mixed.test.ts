import { beforeAll, test } from "vitest";
import { mintTenant, type Tenant } from "../../support/tenant";
import { explore, TIMEOUT_MS } from "./explore";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

test("whatever happens to a workspace, it is as the rules say", { timeout: TIMEOUT_MS }, async () => {
  await explore(tenant, { files: 8, decisions: 3, undos: 4, edits: 5 });
});
