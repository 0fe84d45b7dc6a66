import { randomUUID } from "node:crypto";
import { createToken } from "@/lib/api-tokens/create";
import type { WorkspaceCtx } from "@/lib/context";
import { addDropKey } from "@/lib/drops/keys";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { newKey } from "@/lib/runtime/demo/new-key";
import { createWebhook } from "@/lib/webhooks/create";
import { testDb } from "../../support/db";
import { mintDrop } from "../../support/drops";
import { NO_GUARDS } from "../../support/pipeline";
import { signedIn } from "../../support/request";
import { PASSWORD, USERNAME } from "../../support/sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { mintFields } from "../crash-fields";
import type { Fields } from "../crash-files";
import { openFiles, type Random, randomOf } from "./files";

/** A customer: an organization with an owner who is told by e-mail, a webhook, and a token for the API. */
export type Customer = { orgId: string; slug: string; email: string; token: string; cookie: string };

export type Kind = "night" | "upload" | "drop";

/** A workspace with one sync. Its lists come one after the other. */
export type Place = {
  kind: Kind;
  customer: Customer;
  ctx: WorkspaceCtx & { slug: string };
  syncId: string;
  fields: Fields;
  files: ReturnType<typeof openFiles>;
  /** Decides what happens here, whatever happens elsewhere. */
  random: Random;
  /** On the customer's server, or in the drop. */
  path: string;
  drop: { id: string; username: string; token: string; privateKey: string } | null;
  /** The lists that have been applied, in order. */
  applied: string[];
  /** Of each run that has to be there: what it was asked for by. */
  expected: Map<string, string>;
  /** Rounds of its own that ended with a failed run, and how often a good one followed. */
  failures: { raised: number; cleared: number; isOpen: boolean };
  /** Files of a drop that were sent again, since nobody had said that they had arrived: each may be a run without a change. */
  resent: number;
};

const KEY = newKey();
const TOKEN_PERMISSIONS = ["workspace:view", "sync:view", "run:view", "run:start", "run:decide"] as const;

/** Customers with `each` workspaces of every kind. */
export async function mintCustomers(
  count: number,
  each: number,
  at: { sftpPort: number; hook: string; seed: number },
) {
  const places: Place[] = [];
  for (let n = 0; n < count; n++) {
    const { ctx, orgId, slug, email, accountId } = await mintTenant();
    await testDb().sql`update accounts set email_verified_at = now() where id = ${accountId}`;
    const token = await createToken(ctx, {
      ...{ label: "Soak", permissions: [...TOKEN_PERMISSIONS], workspaceIds: null, days: null },
    });
    await createWebhook(ctx, {
      ...{
        url: `${at.hook}/${orgId}`,
        description: "",
        types: ["user.created", "user.updated", "user.removed", "user.restored"],
      },
    });
    const { cookie } = await signedIn(accountId);
    const customer = { orgId, slug, email, token: token.token, cookie };
    const login = { kind: "sftp" as const, host: "127.0.0.1", port: at.sftpPort, username: USERNAME };
    const secret = { authKind: "password" as const, password: PASSWORD, privateKey: "", passphrase: "" };
    const server = await createRemoteSource(ctx, { name: "HR", ...login, ...secret });
    for (const kind of ["night", "upload", "drop"] as const)
      for (let m = 0; m < each; m++) {
        const random = randomOf(at.seed + places.length);
        const ws = await mintWorkspace(ctx);
        const fields = await mintFields(ws);
        const path = kind === "drop" ? "people.csv" : `${randomUUID()}.csv`;
        const drop = kind === "drop" ? await mintDrop(ctx) : null;
        if (drop) await addDropKey(ctx, { id: drop.id, publicKey: KEY.public });
        const from = { night: server.id, upload: null, drop: drop?.id ?? null }[kind];
        const sync = await mintSync(ws, {
          ...{ name: `${kind} ${n}.${m}`, guardSettings: NO_GUARDS },
          ...(from ? { remoteSourceId: from, path } : {}),
          ...(kind === "drop" ? { scheduleKind: "arrival" as const } : {}),
        });
        places.push({
          ...{ kind, customer, ctx: ws, syncId: sync.id, path },
          ...{ fields, files: openFiles(random), random },
          drop: drop && { id: drop.id, username: drop.username, token: drop.token, privateKey: KEY.private },
          ...{ applied: [], expected: new Map(), resent: 0 },
          failures: { raised: 0, cleared: 0, isOpen: false },
        });
      }
  }
  return places;
}
