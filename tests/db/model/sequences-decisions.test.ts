import { beforeAll, test } from "vitest";
import { mintTenant, type Tenant } from "../../support/tenant";
import { explore, TIMEOUT_MS } from "./explore";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

test("whatever is decided and edited meanwhile, only what was shown and still holds is applied", {
  timeout: TIMEOUT_MS,
}, async () => {
  await explore(tenant, { files: 8, decisions: 6, undos: 1, edits: 5 });
});
