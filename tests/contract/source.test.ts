import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { keepsTheContract } from "./keeps-the-contract";
import { openSshSftp, PLACES, uploadedFile } from "./sources";

const sshd = process.env.ROLLCALL_TEST_SSHD;

describe("an uploaded file", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-uploads-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  keepsTheContract(() => uploadedFile(folder));
});
for (const [kind, start] of Object.entries(PLACES)) {
  describe(`${kind}, a server in this process`, () => keepsTheContract(start));
}
if (sshd) describe("sftp, OpenSSH", () => keepsTheContract(() => openSshSftp(sshd)));
