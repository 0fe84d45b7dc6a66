import { appendFile, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rotateLogs } from "@/lib/runtime/rotate-logs";
import { jsonLine } from "@/lib/runtime/service";

test("a log that has grown too large is emptied, its lines kept, and whoever has it open goes on writing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-logs-"));
  const path = join(folder, "worker.log");
  const writer = await open(path, "a");
  try {
    await writer.write("old\n".repeat(100));
    await appendFile(join(folder, "web.log"), "short\n");
    expect(await rotateLogs(folder, 100)).toBe(1);
    await writer.write("new\n");
    expect(await readFile(path, "utf8")).toBe("new\n");
    expect(await readFile(`${path}.1`, "utf8")).toBe("old\n".repeat(100));
    expect(await readFile(join(folder, "web.log"), "utf8")).toBe("short\n");
  } finally {
    await writer.close();
    await rm(folder, { recursive: true });
  }
});

test("every line on the standard output is JSON, whoever wrote it", () => {
  expect(jsonLine("worker", '{"level":30,"msg":"ours"}')).toBe('{"level":30,"msg":"ours"}\n');
  expect(JSON.parse(jsonLine("web process", " Ready in 1 s"))).toMatchObject({
    name: "web process",
    msg: " Ready in 1 s",
  });
  expect(jsonLine("web process", "")).toBe("");
});
