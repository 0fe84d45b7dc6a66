import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import KeptMailsPage from "@/app/dev/mails/page";
import { requestPortalLink } from "@/lib/auth/portal/request-link";
import type { WorkspaceCtx } from "@/lib/context";
import { readKeptMails } from "@/lib/mail/outbox";
import { testDb } from "../../support/db";
import { atOnce, visitorAt } from "../../support/portal";
import { inRequest, signedIn } from "../../support/request";
import { mintTenant, mintUser, mintWorkspace, type Tenant } from "../../support/tenant";

const received: { to: string; text: string }[] = [];
const server = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], closeTimeout: 100 },
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      received.push({ to: session.envelope.rcptTo[0]?.address ?? "", text: Buffer.concat(parts).toString() });
      done();
    });
  },
});

let owner: Tenant;
let ws: WorkspaceCtx;
let slugs: { org: string; workspace: string };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  // Read once a process, and nothing has asked for it yet.
  process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  process.env.MAIL_FROM = "Acme <people@acme.example>";
  owner = await mintTenant();
  const made = await mintWorkspace(owner.ctx);
  [ws, slugs] = [made, { org: owner.slug, workspace: made.slug }];
  await mintUser(ws, { email: "ann@example.com" });
});

afterAll(() => stopServer());

const stopServer = () => new Promise<void>((resolve) => server.close(() => resolve()));

async function ask(email: string, clock?: () => Date): Promise<void> {
  const { later, done } = atOnce();
  await requestPortalLink(visitorAt(clock), { ...slugs, email }, later);
  await done();
}

test("with a mail server the link goes there, is kept nowhere, and the page of kept mails is not there", async () => {
  await ask("nobody@example.com");
  await ask("ann@example.com");
  expect(received.map(({ to }) => to)).toEqual(["ann@example.com"]);
  expect(received[0]?.text).toContain("/enter?token=3D");
  expect(await readKeptMails(ws.orgId)).toEqual([]);
  const { cookie } = await signedIn(owner.accountId);
  await expect(inRequest({ cookie }, () => KeptMailsPage())).rejects.toMatchObject({
    digest: "NEXT_HTTP_ERROR_FALLBACK;404",
  });
});

test("when the mail server is gone, known and unknown addresses are told the same, and no link is made", async () => {
  await stopServer();
  await testDb().sql`delete from portal_tokens`;
  const inTwoMinutes = () => new Date(Date.now() + 120_000);
  const told = [];
  for (const email of ["ann@example.com", "nobody@example.com"]) {
    const error = await ask(email, inTwoMinutes).catch((cause) => cause);
    told.push({ code: error.code, message: error.message, remedy: error.remedy });
  }
  expect(told[0]).toEqual(told[1]);
  expect(told[0]).toMatchObject({ code: "mail_failed", remedy: expect.stringContaining("Try again") });
  expect(await testDb().sql`select from portal_tokens`).toEqual([]);
});
