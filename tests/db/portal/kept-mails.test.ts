import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import KeptMailsPage from "@/app/dev/mails/page";
import { env } from "@/lib/env";
import { keepMail, readKeptMails } from "@/lib/mail/outbox";
import { inRequest, signedIn } from "../../support/request";
import { mintMember, mintTenant, type Tenant } from "../../support/tenant";

let owner: Tenant;

beforeEach(async () => {
  owner = await mintTenant();
});

const mail = (subject: string) => ({
  ...{ to: { name: "Ann", address: "ann@example.com" }, subject },
  ...{ text: `Hello\n\nhttp://localhost:3000/p/x/y/enter?token=${subject}`, html: "<p>Hello</p>" },
});

async function show(member: { accountId: string } | null): Promise<string> {
  const cookie = member ? (await signedIn(member.accountId)).cookie : "";
  const headers = { "x-rollcall-path": "/dev/mails" };
  const page = await inRequest({ cookie, headers }, () => KeptMailsPage());
  return JSON.stringify(page);
}

test("admins see the mails of their own organization, and nobody else sees any", async () => {
  const other = await mintTenant();
  await keepMail(owner.orgId, mail("ours"), new Date());
  await keepMail(other.orgId, mail("theirs"), new Date());
  for (const member of [owner, await mintMember(owner, "admin")]) {
    const seen = await show(member);
    expect(seen).toContain("ours");
    expect(seen).not.toContain("theirs");
  }
  const viewer = await mintMember(owner, "viewer");
  await expect(show(viewer)).rejects.toMatchObject({ digest: "NEXT_HTTP_ERROR_FALLBACK;404" });
  await expect(show(null)).rejects.toMatchObject({ digest: expect.stringContaining("/sign-in?next=") });
});

test("the newest two hundred of an organization are kept, closed to other accounts of the machine", async () => {
  for (let at = 0; at < 203; at++) await keepMail(owner.orgId, mail(`n${at}`), new Date(1e12 + at * 1000));
  const kept = await readKeptMails(owner.orgId);
  expect(kept.length).toBe(200);
  expect([kept[0]?.subject, kept.at(-1)?.subject]).toEqual(["n202", "n3"]);
  const folder = join(env().ROLLCALL_DATA_DIR, "mails", owner.orgId);
  const [name = ""] = await readdir(folder);
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test("what is no id of ours leads to no folder", async () => {
  await expect(readKeptMails("../../etc")).rejects.toThrow("This ID is not valid.");
});
