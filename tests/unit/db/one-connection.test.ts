import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { oneConnection } from "@/lib/db/one-connection";

/** AuthenticationOk and ReadyForQuery, as PostgreSQL answers a login that it trusts. */
const WELCOME = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

test("a server that ends right after it let somebody in ends the question, and nothing else", async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(WELCOME);
      socket.once("data", () => socket.destroy());
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const sql = oneConnection(`postgres://somebody@127.0.0.1:${port}/any`);
  await expect(sql`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await sql.end({ timeout: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off("unhandledRejection", hear);
  server.close();
  expect(unheard).toEqual([]);
});
