import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEverything } from "../support/dialogs";
import { browserForFile } from "../support/person";

// The walk through what pages open, on pages that are right and wrong on purpose: a walk that finds nothing proves nothing.

let server: Server;
const open = browserForFile(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

beforeAll(async () => {
  server = createServer(({ url }, answer) => {
    answer.setHeader("content-type", "text/html").end(pageWhere(url === "/returned" ? "button.focus()" : ""));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

test.each([
  ["/returned", []],
  ["/lost", ['Rename: after Escape the focus is on body "']],
])("what becomes of the focus at %s is what the walk says", async (path, expected) => {
  const { page } = await open();
  await page.goto(path);
  const found = await openEverything(page, { within: "main", expected: ["Rename: Rename it"] });
  expect(found.opened).toEqual(["Rename: Rename it"]);
  expect(found.faults.map((fault) => fault.slice(0, expected[0]?.length))).toEqual(expected);
});

/** A page whose only dialog runs `afterEscape` once it has gone. */
function pageWhere(afterEscape: string): string {
  return `<!doctype html><html lang="en"><title>Walk</title><main><h1>Walk</h1>
    <button id="button" aria-haspopup="dialog">Rename</button>
    <div id="dialog" role="dialog" aria-labelledby="title" hidden><h2 id="title">Rename it</h2>
      <input aria-label="Name"></div>
    <script>
      button.onclick = () => { dialog.hidden = false; dialog.querySelector("input").focus(); };
      onkeydown = ({ key }) => { if (key === "Escape") { dialog.hidden = true; ${afterEscape} } };
    </script></main></html>`;
}
