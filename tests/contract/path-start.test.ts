import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkSource, listFolder } from "@/lib/pipeline/source/check";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { failureOf } from "./failure";
import { inProcessSftp, openSshSftp, type Remote } from "./sources";

const FILE = Buffer.from("ID,Email\r\n1,a@example.com\r\n");
const sshd = process.env.ROLLCALL_TEST_SSHD;

describe("sftp, a server in this process", () => startsWhereItIsToldTo(inProcessSftp, () => "/"));
if (sshd) {
  describe("sftp, OpenSSH", () =>
    startsWhereItIsToldTo(
      () => openSshSftp(sshd),
      ({ home }) => `${home}/`,
    ));
}

type Start = Remote & { home?: string };

function startsWhereItIsToldTo(start: () => Promise<Start>, homeOf: (source: Start) => string): void {
  let source: Start;
  let atRoot: SftpTarget;
  let folder: string;
  /** With a slash at both ends. */
  let home: string;

  beforeAll(async () => {
    source = await start();
    home = homeOf(source);
    atRoot = { ...source.login, startAt: "root" };
    folder = mkdtempSync(join(tmpdir(), "rollcall-start-"));
    await source.put("export/users.csv", FILE);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await source.stop();
  });

  const fetch = (path: string, login = atRoot) =>
    fetchFile(
      { ...login, path },
      {
        spoolFile: join(folder, "run.csv"),
        sizeBytesMax: 1_000_000,
        signal: AbortSignal.timeout(20_000),
        onProgress: () => {},
      },
    );
  const signal = AbortSignal.timeout(60_000);

  test("a path from the root is found with or without a slash in front", async () => {
    for (const path of [`${home}export/users.csv`, `${home.slice(1)}export/users.csv`]) {
      const { identity, file, dispose } = await fetch(path);
      expect(identity.path).toBe(path);
      expect(readFileSync(file)).toEqual(FILE);
      await dispose();
    }
  });

  test("a missing file is explained from the root", async () => {
    const failure = await failureOf(fetch(`${home}export/Users.CSV`));
    expect(failure).toMatchObject({
      message: `File error: No such file: ${home}export/Users.CSV`,
      remedy: expect.stringContaining("It starts at the server's root folder."),
    });
    expect(failure.remedy).toContain(`There is users.csv in ${home.slice(1)}export.`);
  });

  test("its folders are listed from the root, and checks look there", async () => {
    const listed = await listFolder(atRoot, home, { signal });
    expect(listed.entries).toContainEqual(expect.objectContaining({ name: "export", kind: "folder" }));
    const checked = await checkSource(
      { ...atRoot, path: `${home}export/users.csv` },
      { signal, onStage: () => {} },
    );
    expect(checked.result.ok).toBe(true);
    expect((await checkSource(atRoot, { signal, onStage: () => {} })).result.ok).toBe(true);
  });

  test("at home, an absolute path elsewhere is refused and says how to reach it", async () => {
    if (home === "/")
      return expect((await fetch("/export/users.csv", source.login)).identity.sizeBytes).toBe(FILE.length);
    expect(await failureOf(fetch("/etc/passwd", source.login))).toMatchObject({
      code: "source_path",
      message: "File error: /etc/passwd is outside the home folder",
      remedy: expect.stringContaining("server's root"),
    });
  });
}
