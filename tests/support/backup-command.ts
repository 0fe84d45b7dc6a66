import { spawn } from "node:child_process";

type Ran = { code: number | null; output: string };

/** As `npm run backup` and `npm run restore`, on an installation that has its own environment. */
export function command(args: string[], env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/runtime/cli.ts", ...args], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      ROLLCALL_SECRETS_KEYS: "",
      ROLLCALL_SESSION_SECRET: "",
      ROLLCALL_JOBS_KEY: "",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}
