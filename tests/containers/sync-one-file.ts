import { setTimeout as sleep } from "node:timers/promises";
import { createToken } from "@/lib/api-tokens/create";
import { mintTenant, mintWorkspace } from "../support/tenant";

type Run = { id: string; state: string; planHash?: string | null; failure?: unknown };

/** Uploads a file by the API, approves its plan, and gives the state of the run in the end. */
export async function syncOneFile(url: string, name: string): Promise<string> {
  const { ctx } = await mintTenant();
  const workspace = await mintWorkspace(ctx);
  const { token } = await createToken(ctx, {
    label: name,
    permissions: ["run:start", "run:view", "run:decide"],
    workspaceIds: null,
    days: 1,
  });
  const at = `${url}/api/v1/workspaces/${workspace.workspaceId}`;
  const ask = async <T>(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const response = await fetch(`${at}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const file = await ask<{ id: string }>(
    "PUT",
    `/files/${name}.csv`,
    `ID,Email,First name,Last name,Mobile\n1,${name}@x.io,Ann,Lee,\n`,
  );
  const json = { "content-type": "application/json" };
  let run = await ask<Run>("POST", `/files/${file.id}/preview`, "{}", json);
  const comesTo = async (isThere: (state: string) => boolean) => {
    for (let tries = 0; !isThere(run.state); tries += 1) {
      if (run.state === "failed") throw new Error(`The run failed: ${JSON.stringify(run.failure)}`);
      if (tries > 1_500) throw new Error(`The run is still ${run.state}.`);
      await sleep(200);
      run = await ask<Run>("GET", `/runs/${run.id}`);
    }
  };
  await comesTo((state) => state === "held");
  await ask("POST", `/runs/${run.id}/approve`, "{}", { ...json, "if-match": `"${run.planHash}"` });
  await comesTo((state) => !["held", "queued", "running"].includes(state));
  return run.state;
}
