import { afterAll } from "vitest";
import { openOwnPostgres } from "../support/own-postgres";

/** The lab on a PostgreSQL of this test file's own. */
export async function openOwnLab() {
  const server = await openOwnPostgres();
  afterAll(() => server.remove(), 30_000);
  process.env.DATABASE_URL = server.appUrl;
  process.env.ROLLCALL_TEST_OWNER_URL = server.ownerUrl;
  // The environment is read once, when the first of these modules is loaded.
  const { openLab } = await import("./crash-lab");
  return { server, lab: await openLab() };
}
