import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { users } from "@/drizzle/schema/users";
import { violated } from "@/lib/db/database-error";
import { previewRuleAction } from "@/lib/lists/actions";
import type { RuleGroup } from "@/lib/model/rule";
import { createWorkspaceAction } from "@/lib/workspaces/actions";
import { inRequest, signedIn } from "../support/request";
import { mintTenant, mintUser, mintWorkspace } from "../support/tenant";

/* Whatever fails in the database: what the statement carried is in no error, so that no log can print it. */

const SECRET = "mira.virtanen@example.com";

/** Everything that a logger, Next or a person at a debugger could see of what `work` throws. */
async function thrownBy(work: () => Promise<unknown>): Promise<{ error: unknown; all: string }> {
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const stack = error instanceof Error ? error.stack : "";
  return { error, all: `${inspect(error, { depth: 10, showHidden: true })} ${stack} ${String(error)}` };
}

describe("an error of the database", () => {
  it("has its code and constraint, and nothing that was written", async () => {
    const ws = await mintWorkspace((await mintTenant()).ctx);
    await mintUser(ws, { email: SECRET });
    const again = { orgId: ws.orgId, workspaceId: ws.workspaceId, email: SECRET, firstName: "Mira" };
    const { error, all } = await thrownBy(() => ws.db.run((tx) => tx.insert(users).values(again)));
    expect(violated(error)).toBe("users_email_key");
    expect(error).toMatchObject({ name: "DatabaseError", code: "23505" });
    expect(all).not.toMatch(/mira|virtanen/i);
    expect(all).toContain("at ");
  });

  it.each([
    ["a value of the wrong kind", sql`select ${SECRET}::uuid`],
    ["a statement that can't be read", sql`select ${SECRET} from nowhere_at_all`],
    ["a division by zero", sql`select length(${SECRET}::text) / 0`],
    ["a check", sql`select ('{"a":"' || ${SECRET}::text)::jsonb`],
  ])("says nothing of the values after %s", async (_, statement) => {
    const { ctx } = await mintTenant();
    const { error, all } = await thrownBy(() => ctx.db.run((tx) => tx.execute(statement)));
    expect(error).toBeInstanceOf(Error);
    expect(all).not.toMatch(/mira|virtanen/i);
  });

  it("about a NUL character is one about what was entered", async () => {
    const ws = await mintWorkspace((await mintTenant()).ctx);
    const { error, all } = await thrownBy(() => mintUser(ws, { email: SECRET, firstName: "a\0b" }));
    expect(error).toMatchObject({ code: "invalid_input" });
    expect(all).not.toMatch(/mira/i);
    const json = { email: SECRET, fields: { "1": "a\0b" } };
    expect((await thrownBy(() => mintUser(ws, json))).error).toMatchObject({ code: "invalid_input" });
  });
});

describe("a rule", () => {
  it("that is nested without end is told as what was entered", async () => {
    const { ctx, slug, accountId } = await mintTenant();
    const { slug: workspace } = await mintWorkspace(ctx);
    const { cookie } = await signedIn(accountId);
    let rule: RuleGroup = { match: "all", rules: [] };
    for (let at = 0; at < 20_000; at++) rule = { match: "all", rules: [rule] };
    const result = await inRequest({ cookie }, () => previewRuleAction({ org: slug, workspace }, { rule }));
    expect(result).toMatchObject({
      ok: false,
      error: { code: "invalid_input", fieldErrors: { rule: "This is nested too deeply." } },
    });
  });
});

describe("a form", () => {
  it("with a NUL character is told so, beside the field", async () => {
    const { slug, accountId } = await mintTenant();
    const { cookie } = await signedIn(accountId);
    const result = await inRequest({ cookie }, () =>
      createWorkspaceAction({ org: slug }, { name: "St\0aff", slug: "staff" }),
    );
    expect(result).toMatchObject({
      ok: false,
      error: { code: "invalid_input", fieldErrors: { name: expect.stringContaining("can't be stored") } },
    });
  });
});
