import { beforeAll, test } from "vitest";
import { mintTenant, type Tenant } from "../../support/tenant";
import { explore, TIMEOUT_MS } from "./explore";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

test("whatever files come, the users are as the rules say", { timeout: TIMEOUT_MS }, async () => {
  await explore(tenant, { files: 12, decisions: 1, undos: 1, edits: 3 });
});
