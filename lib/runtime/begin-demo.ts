import { type DataFolder, freshLog } from "@/lib/runtime/data-folder";
import { prepareSampleServer, runDemoSeed } from "@/lib/runtime/demo/start-demo";
import type { ChildEnv, ServiceSpec } from "@/lib/runtime/service";
import { terminal } from "@/lib/runtime/terminal";

type Parts = {
  folder: DataFolder;
  env: ChildEnv;
  signal: AbortSignal;
  service: (log: string, spec: Omit<ServiceSpec, "env" | "logFile">) => Promise<void>;
};

/** Starts the sample server, then seeds and syncs while the pages are being built. `lines` settles when that is done. */
export async function beginDemo({
  folder,
  env,
  signal,
  service,
}: Parts): Promise<{ lines: () => Promise<string[]> }> {
  await service("sample-server", await prepareSampleServer(folder.root));
  const logFile = await freshLog(folder, "seed");
  const seeding = runDemoSeed({ dataDir: folder.root, env, logFile, signal });
  // Told when it is asked for; until then a failure must not count as unhandled.
  seeding.catch(() => {});
  terminal.say("  Demo: sample server started, first sync under way");
  return { lines: () => seeding };
}
