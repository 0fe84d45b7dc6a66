import { describe, expect, test } from "vitest";
import { string, uint32 } from "@/lib/drop-server/sftp/bytes";
import { at, attackADrop, FLAG, STATUS } from "../../support/drop-attacker";
import { NO_ATTRS, path, TYPE } from "../../support/raw-sftp";

// What someone with a login of their own tries in order to get at more than their own drop. Nothing of it gets through.

const { now } = attackADrop();
const { NO_SUCH_FILE, FAILURE, UNSUPPORTED } = STATUS;
const { READ, WRITE, CREAT, TRUNC } = FLAG;
const flags = (value: number) => [uint32(value), NO_ATTRS];

describe("reading a file of the machine or of another drop", () => {
  const deep = `${"a/".repeat(500)}${"../".repeat(900)}etc/passwd`;
  const NAMES: readonly [string, string | Buffer, number][] = [
    ["the other drop's file by its name", "secret.csv", NO_SUCH_FILE],
    ["one folder up", "../drop-theirs/secret.csv", NO_SUCH_FILE],
    ["many folders up", "../../../../../../etc/passwd", NO_SUCH_FILE],
    ["an absolute path", "/etc/passwd", NO_SUCH_FILE],
    ["up again after going down", "a/b/../../../../etc/passwd", NO_SUCH_FILE],
    ["up again after going down very far", deep, NO_SUCH_FILE],
    ["doubled slashes", "//etc//passwd", NO_SUCH_FILE],
    ["single dots", "/./.././etc/./passwd", NO_SUCH_FILE],
    ["percent-encoded dots", "%2e%2e/%2e%2e/etc/passwd", NO_SUCH_FILE],
    ["percent-encoded slashes", "..%2f..%2fetc%2fpasswd", NO_SUCH_FILE],
    ["twice encoded dots", "%252e%252e/etc/passwd", NO_SUCH_FILE],
    ["backslashes", "..\\..\\etc\\passwd", NO_SUCH_FILE],
    ["a Windows path", "C:\\Windows\\win.ini", NO_SUCH_FILE],
    ["a UNC path", "\\\\127.0.0.1\\c$\\boot.ini", NO_SUCH_FILE],
    ["a home folder", "~root/.ssh/authorized_keys", NO_SUCH_FILE],
    ["a file URL", "file:///etc/passwd", NO_SUCH_FILE],
    ["fullwidth dots", "\uFF0E\uFF0E/\uFF0E\uFF0E/etc/passwd", NO_SUCH_FILE],
    ["a dot leader for two dots", "\u2025/etc/passwd", NO_SUCH_FILE],
    ["the process's environment", "/proc/self/environ", NO_SUCH_FILE],
    ["a device", "/dev/stdin", NO_SUCH_FILE],
    ["overlong dots", Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x65]), FAILURE],
    ["an overlong slash", Buffer.from([0x2e, 0x2e, 0xc0, 0xaf, 0x65]), FAILURE],
    ["three-byte overlong dots", Buffer.from([0xe0, 0x80, 0xae, 0xe0, 0x80, 0xae, 0x2f, 0x65]), FAILURE],
    ["half a surrogate pair", Buffer.from([0xed, 0xa0, 0x80]), FAILURE],
    ["Latin-1 bytes", Buffer.from([0xe9, 0xe8, 0x2e, 0x63, 0x73, 0x76]), FAILURE],
    ["a NUL after a name that exists", "own.csv\0.png", FAILURE],
    ["a NUL in front", "\0/etc/passwd", FAILURE],
    ["a line feed", "own.csv\n/etc/passwd", FAILURE],
    ["an escape sequence", "\u001b]0;pwned\u0007.csv", FAILURE],
    ["a name of 5,000 bytes", "a".repeat(5_000), FAILURE],
    ["a path of 200,000 bytes", "a/".repeat(100_000), FAILURE],
  ];
  test.each(NAMES)("%s", async (_, name, status) => {
    expect((await now().sftp.ask(TYPE.OPEN, path(name), ...flags(READ))).status).toBe(status);
    expect((await now().sftp.ask(TYPE.STAT, path(name))).status).toBe(status);
    expect((await now().sftp.ask(TYPE.OPENDIR, path(name))).status).toBe(status);
    expect((await now().sftp.ask(TYPE.RENAME, path(name), path("got.csv"))).status).toBe(status);
    expect(now().drop.text("own.csv")).toBe("own file");
  });

  test("an empty path is the drop itself, which is no file", async () => {
    expect((await now().sftp.ask(TYPE.OPEN, path(""), ...flags(READ))).status).toBe(FAILURE);
  });

  test("above the drop's folder there is the drop's folder", async () => {
    for (const name of ["/", "..", "../../..", "/..", "a/../../.."]) {
      expect((await now().sftp.ask(TYPE.REALPATH, path(name))).names).toEqual(["/"]);
      const { handle } = await now().sftp.ask(TYPE.OPENDIR, path(name));
      expect((await now().sftp.ask(TYPE.READDIR, string(handle))).names).toEqual(["own.csv"]);
    }
    expect((await now().sftp.ask(TYPE.REALPATH, path("/etc/../../root"))).names).toEqual(["/root"]);
  });
});

describe("writing outside of the drop", () => {
  test("a file at a path that leads out is a file inside", async () => {
    const name = "../../../../tmp/rollcall-pwned.csv";
    const { handle } = await now().sftp.ask(TYPE.OPEN, path(name), ...flags(WRITE | CREAT | TRUNC));
    await now().sftp.ask(TYPE.WRITE, string(handle), at(0n), string("pwned"));
    await now().sftp.ask(TYPE.CLOSE, string(handle));
    expect(now().drop.text("tmp/rollcall-pwned.csv")).toBe("pwned");
  });

  test("a file is not renamed out of it, or into the other drop", async () => {
    await now().sftp.ask(TYPE.RENAME, path("own.csv"), path("../../tmp/rollcall-pwned.csv"));
    const extended = string("posix-rename@openssh.com");
    await now().sftp.ask(
      TYPE.EXTENDED,
      extended,
      path("tmp/rollcall-pwned.csv"),
      path("../drop-theirs/secret.csv"),
    );
    expect(now().drop.text("drop-theirs/secret.csv")).toBe("own file");
  });

  test("a folder at a path that leads out is a folder inside", async () => {
    await now().sftp.ask(TYPE.MKDIR, path("../../outside"), NO_ATTRS);
    expect(now().drop.kept.get("outside")).toBe("folder");
  });
});

describe("links and other ways of naming a file", () => {
  const REQUESTS: readonly [string, number, readonly Buffer[]][] = [
    ["a symbolic link", TYPE.SYMLINK, [path("link"), path("/etc/passwd")]],
    ["where a link leads", TYPE.READLINK, [path("own.csv")]],
    ["a hard link", TYPE.EXTENDED, [string("hardlink@openssh.com"), path("/etc/passwd"), path("link")]],
    ["facts of the file system", TYPE.EXTENDED, [string("statvfs@openssh.com"), path("/")]],
    ["facts of an open file's system", TYPE.EXTENDED, [string("fstatvfs@openssh.com"), string("x")]],
    ["attributes of a link", TYPE.EXTENDED, [string("lsetstat@openssh.com"), path("own.csv"), NO_ATTRS]],
    ["an expanded path", TYPE.EXTENDED, [string("expand-path@openssh.com"), path("~root")]],
    ["copied data", TYPE.EXTENDED, [string("copy-data"), string("a"), at(0n), at(9n), string("b"), at(0n)]],
    ["a home directory", TYPE.EXTENDED, [string("home-directory"), string("root")]],
    [
      "users by their number",
      TYPE.EXTENDED,
      [string("users-groups-by-id@openssh.com"), string(""), string("")],
    ],
    ["a checksum by the server", TYPE.EXTENDED, [string("check-file-name"), path("/etc/passwd")]],
    ["an unknown extension", TYPE.EXTENDED, [string("exec@evil.example"), string("id")]],
    ["an extension with 200 KB of data", TYPE.EXTENDED, [string("x"), Buffer.alloc(200_000)]],
    ["a block of a later version", 22, [string("x"), at(0n), at(9n), uint32(0)]],
    ["an unknown request", 99, [string("x")]],
  ];
  test.each(REQUESTS)("%s", async (_, type, fields) => {
    expect((await now().sftp.ask(type, ...fields)).status).toBe(UNSUPPORTED);
    expect([...now().drop.kept.keys()]).toEqual(["own.csv"]);
  });
});
