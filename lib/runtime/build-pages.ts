import { env } from "@/lib/env";
import { ensureBuild } from "@/lib/runtime/build";
import { type DataFolder, freshLog } from "@/lib/runtime/data-folder";
import type { ChildEnv } from "@/lib/runtime/service";
import { duration, terminal } from "@/lib/runtime/terminal";

type Pages = { folder: DataFolder; env: ChildEnv; signal: AbortSignal };

/** Builds the pages if their sources changed, and says so. */
export async function buildPages({ folder, env: childEnv, signal }: Pages): Promise<void> {
  const before = Date.now();
  const distDir = env().ROLLCALL_DIST_DIR;
  const logFile = await freshLog(folder, "build");
  const onBegin = () => terminal.say("  Pages: building them, which takes a minute or two …");
  const built = await ensureBuild({ distDir, env: childEnv, logFile, signal, onBegin });
  terminal.say(built ? `  Pages: built (${duration(Date.now() - before)})` : "  Pages: built before");
}
