import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "ssh2";
import { connectClient } from "../../support/drop-server";
import { PATIENCE_MS } from "../../support/until";
import type { Customer, Place } from "./places";

/** What people and programs do, over addresses behind which processes come and go. They try again as they would. */
export type Clients = ReturnType<typeof openClients>;

/** Longer than a machine needs to come back. */
const ANSWER_MS = 20_000;
const PAUSE_MS = 300;
/** Part of the answered requests that are sent again, as by a client whose answer was lost on its way. */
const REPEATED = 0.3;

export type Told = { retries: number; unsaid: number; keyed: number; repeated: number };

export function openClients(at: { web: string; dropPort: number }) {
  /**
   * How often something was tried again, and how often after it may have worked; requests with an idempotency key, and how
   * many of them were sent once more though they had been answered.
   */
  const told: Told = { retries: 0, unsaid: 0, keyed: 0, repeated: 0 };

  /** Requests that are under way now. */
  const asked = { web: 0, drop: 0 };

  async function asking<T>(part: keyof typeof asked, work: Promise<T>): Promise<T> {
    asked[part] += 1;
    return work.finally(() => {
      asked[part] -= 1;
    });
  }

  async function insist<T>(what: string, work: () => Promise<T | null>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    let last: unknown = "no answer that counts";
    while (Date.now() < end) {
      const done = await work().catch((error: unknown) => {
        if (error instanceof Refused) throw error;
        last = error;
        return null;
      });
      if (done !== null) return done;
      told.retries += 1;
      await sleep(PAUSE_MS);
    }
    throw new Error(`${what}: nothing worked within ${PATIENCE_MS / 1_000} s.`, { cause: last });
  }

  /** A connection for each request, so that the next one goes to the other process. */
  async function ask(path: string, init: RequestInit): Promise<Response | null> {
    const headers = { connection: "close", ...(init.headers as Record<string, string>) };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await asking(
      "web",
      fetch(`${at.web}${path}`, { ...init, headers, redirect: "manual", signal }),
    );
    if (response.status >= 500 || response.status === 429) {
      await response.arrayBuffer();
      return null;
    }
    return response;
  }

  return {
    told,
    asked,
    insist,

    /** One request of the API, under one key however often it has to be sent; now and then it is sent again for nothing. */
    api: async (
      { customer, ctx, random }: Place,
      method: "GET" | "PUT" | "POST",
      path: string,
      { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
    ): Promise<Record<string, unknown>> => {
      const key = randomUUID();
      const once = () => insist(`${method} ${path}`, send);
      const first = await once();
      if (method === "GET") return first;
      told.keyed += 1;
      if (random.chance(REPEATED)) {
        told.repeated += 1;
        const second = await once();
        if (JSON.stringify(second) !== JSON.stringify(first))
          throw new Refused(`${method} ${path} became ${JSON.stringify([first, second])} under one key.`);
      }
      return first;

      async function send(): Promise<Record<string, unknown> | null> {
        const response = await ask(`/api/v1/workspaces/${ctx.slug}${path}`, {
          ...{ method, body },
          headers: { authorization: `Bearer ${customer.token}`, "idempotency-key": key, ...headers },
        });
        if (!response) return null;
        const answer = (await response.json()) as Record<string, unknown>;
        // The one before is still at it, or its process has just died.
        if (response.status === 409 && answer.code === "conflict") return null;
        if (!response.ok)
          throw new Refused(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
        return answer;
      }
    },

    /** As the page of uploads does it; null when nobody said whether it worked. */
    upload: async ({ customer, ctx }: Place, body: string): Promise<string> =>
      insist("upload", async () => {
        const query = new URLSearchParams({ org: customer.slug, workspace: ctx.slug, name: "people.csv" });
        const response = await ask(`/api/upload?${query}`, {
          ...{ method: "POST", body },
          headers: { cookie: customer.cookie, origin: at.web },
        });
        if (!response) return null;
        const answer = (await response.json()) as { uploadId: string };
        if (!response.ok) throw new Refused(`upload: ${response.status} ${JSON.stringify(answer)}`);
        return answer.uploadId;
      }),

    /**
     * A server action, once, as a page sends it. Undefined when no answer came: then it may have worked or not.
     */
    act: async (
      customer: Customer,
      page: string,
      actionId: string,
      args: unknown[],
    ): Promise<string | undefined> => {
      try {
        const response = await ask(page, {
          ...{ method: "POST", body: JSON.stringify(args) },
          headers: {
            ...{ cookie: customer.cookie, origin: at.web, "next-action": actionId },
            ...{ "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" },
          },
        });
        if (!response) return undefined;
        const text = await response.text();
        if (!response.ok) throw new Refused(`action: ${response.status} ${text.slice(0, 500)}`);
        return text;
      } catch (error) {
        if (error instanceof Refused) throw error;
        told.unsaid += 1;
        return undefined;
      }
    },

    /** Places a file in the drop, by SFTP or by HTTPS, until someone has said that it is there. Gives how often it was sent. */
    place: async ({ drop, path }: Place, body: string, by: "sftp" | "https"): Promise<number> => {
      if (!drop) throw new Error("This place has no drop.");
      let sent = 0;
      await insist(`drop by ${by}`, async () => {
        sent += 1;
        if (by === "sftp") return asking("drop", putBySftp(at.dropPort, { ...drop, path, body }));
        const response = await ask(`/api/v1/drops/${drop.id}/${path}`, {
          ...{ method: "PUT", body, headers: { authorization: `Bearer ${drop.token}` } },
        });
        if (!response) return null;
        if (!response.ok) throw new Refused(`drop: ${response.status} ${await response.text()}`);
        return true;
      });
      return sent;
    },
  };
}

/** Said by someone who was there: trying again would not help. */
export class Refused extends Error {}

type Put = { username: string; privateKey: string; path: string; body: string };

/** True once the server has said that the file is closed. */
async function putBySftp(port: number, { username, privateKey, path, body }: Put): Promise<true> {
  const client: Client = await connectClient(port, { username, privateKey });
  try {
    return await new Promise<true>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The drop did not answer.")), ANSWER_MS);
      const settle = (error: unknown) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(true);
      };
      client.on("error", settle);
      client.on("close", () => settle(new Error("The connection ended.")));
      client.sftp((failed, sftp) => {
        if (failed) return settle(failed);
        sftp.open(path, "w", (refused, handle) => {
          if (refused) return settle(refused);
          const bytes = Buffer.from(body);
          sftp.write(handle, bytes, 0, bytes.length, 0, (unwritten) => {
            if (unwritten) return settle(unwritten);
            sftp.close(handle, (unclosed) => settle(unclosed));
          });
        });
      });
    });
  } finally {
    client.destroy();
  }
}
