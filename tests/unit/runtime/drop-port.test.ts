import { createServer } from "node:net";
import { expect, test } from "vitest";
import { DROP_PORT } from "@/lib/env";
import { claimDropPort } from "@/lib/runtime/drop-port";

test("a port that another program has is an error of an installation, and no matter for the demo", async () => {
  const other = createServer();
  // Taken already is as good.
  await new Promise<void>((resolve) => {
    other.once("error", () => resolve());
    other.listen(DROP_PORT, "127.0.0.1", () => resolve());
  });
  const wait = { patienceMs: 0, signal: new AbortController().signal };
  try {
    const refusal = `or choose another port, such as DROP_SFTP_PORT=${DROP_PORT + 1}`;
    await expect(claimDropPort("start", wait)).rejects.toThrow(refusal);
    expect([0, DROP_PORT]).not.toContain(await claimDropPort("demo", wait));
  } finally {
    other.close();
  }
});
