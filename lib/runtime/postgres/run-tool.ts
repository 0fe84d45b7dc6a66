import { spawn } from "node:child_process";
import type { Account } from "@/lib/runtime/postgres/account";

type ToolResult = { ok: boolean; output: string };

/** What PostgreSQL's programs are started with: nothing of the person's locale or PG* settings reaches them. */
export const TOOL_ENV = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as const;

/** Runs one program to its end as `account` and gives all it said. Never throws: a program that can't start is not ok. */
export function runTool(file: string, args: readonly string[], account: Account): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...account,
      cwd: "/",
      env: { NODE_ENV: "production", ...TOOL_ENV },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
