import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import { failureOf } from "./failure";
import { FILE, LIMITS } from "./fault-lab";
import { inProcessSftp, openSshSftp, type Remote } from "./sources";

const sshd = process.env.ROLLCALL_TEST_SSHD;

describe("SFTP, a server in this process", () => findsFiles(inProcessSftp));
if (sshd) describe("SFTP, OpenSSH", () => findsFiles(() => openSshSftp(sshd)));

function findsFiles(start: () => Promise<Remote>): void {
  let remote: Remote;
  const folder = mkdtempSync(join(tmpdir(), "rollcall-paths-"));

  beforeAll(async () => {
    remote = await start();
  });
  afterAll(async () => {
    await remote.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const fetch = async (path: string, hasWorked = false) => {
    const fetched = await fetchFile(remote.target(path), {
      ...{ spoolFile: join(folder, "run.csv"), sizeBytesMax: 1024 ** 3, hasWorked },
      ...{ signal: new AbortController().signal, limits: { ...LIMITS, waitMs: 5_000 }, onProgress: () => {} },
    });
    await fetched.dispose();
    return fetched.identity;
  };

  test("a name is found in the other form of Unicode", async () => {
    await remote.put(`forms/${"Henkilöstö.csv".normalize("NFD")}`, FILE);
    expect((await fetch("forms/Henkilöstö.csv")).sizeBytes).toBe(FILE.length);
  });

  test("what is there is told of a file that is not", async () => {
    await remote.put("export/Users.csv", FILE);
    const failure = await failureOf(fetch("export/users"));
    expect(failure.message).toBe("File error: No such file: export/users");
    expect(failure.remedy).toMatch(/^There is Users\.csv in export\. /);
  });

  test("a file that has been read before is waited for while it is denied", async () => {
    remote.deny("locked.csv");
    const opens = sleep(300).then(() => remote.put("locked.csv", FILE));
    expect((await fetch("locked.csv", true)).sizeBytes).toBe(FILE.length);
    await opens;
  });

  test("an upload under a made-up name is waited for", async () => {
    await remote.put(".late.csv.x8Tq2a", FILE);
    const arrives = sleep(300).then(() => remote.put("late.csv", FILE));
    expect((await fetch("late.csv")).sizeBytes).toBe(FILE.length);
    await arrives;
  });
}
