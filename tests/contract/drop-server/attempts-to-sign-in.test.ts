import ssh2 from "ssh2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DropServer } from "@/lib/drop-server/server";
import { byte, string } from "@/lib/drop-server/sftp/bytes";
import { newKey } from "@/lib/runtime/demo/new-key";
import { connectClient, type MemoryLogin, memoryDoors, startTestDropServer } from "../../support/drop-server";
import { memoryDrop } from "../../support/memory-drop";
import { keyFields, openRawSsh, type RawSsh, signedBytes } from "../../support/raw-ssh";

// What someone without a login tries in order to get in, or to learn who has one. Nothing of it works.

const key = newKey();
const strangers = newKey();
const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });
const logins = new Map<string, MemoryLogin>();
let server: DropServer;
let ssh: RawSsh;

beforeAll(async () => {
  server = await startTestDropServer({ doors: memoryDoors(logins) });
});
afterAll(() => server.stop());
beforeEach(async () => {
  logins.set("drop-key", { folder: memoryDrop(), password: null, keys: [key.public, rsa.public] });
  logins.set("drop-password", { folder: memoryDrop(), password: "open sesame", keys: [] });
  ssh = await openRawSsh(server.port);
});
afterEach(async () => {
  ssh.end();
  const customer = await connectClient(server.port, { username: "drop-key", privateKey: key.private });
  customer.end();
});

const password = (text: string | Buffer) => [byte(0), string(text)];
const isOut = async (answer: string) => {
  expect(answer).toMatch(/^(failure|closed)$/);
  // Whatever was said: there is no channel to be had.
  ssh.message(byte(90), string("session"), Buffer.alloc(12, 1));
  expect(await ssh.answer()).toMatch(/^(channel refused|closed)$/);
};

describe("methods", () => {
  test("none", async () => isOut(await ssh.signIn("drop-key", "none")));
  test("a host's word", async () => {
    const { public: line } = strangers;
    const blob = Buffer.from(line.split(" ")[1] ?? "", "base64");
    const fields = [
      string("ssh-ed25519"),
      string(blob),
      string("trusted.example"),
      string("root"),
      string("x"),
    ];
    await isOut(await ssh.signIn("drop-key", "hostbased", ...fields));
  });
  test("questions and answers", async () =>
    isOut(await ssh.signIn("drop-password", "keyboard-interactive", string(""), string(""))));
  test("an unknown method", async () => isOut(await ssh.signIn("drop-key", "gssapi-with-mic")));
  test("another service than a connection", async () => {
    ssh.message(byte(50), string("drop-key"), string("ssh-userauth"), string("none"));
    await isOut(await ssh.answer());
  });
});

describe("passwords", () => {
  const WRONG: readonly [string, string, string | Buffer][] = [
    ["an empty one", "drop-password", ""],
    ["a wrong one", "drop-password", "open sesame!"],
    ["the beginning of the right one", "drop-password", "open"],
    ["the right one and a NUL", "drop-password", "open sesame\0"],
    ["the right one in other case", "drop-password", "OPEN SESAME"],
    ["of another drop", "drop-key", "open sesame"],
    ["where the drop has none", "drop-key", "null"],
    ["of 30,000 bytes", "drop-password", "a".repeat(30_000)],
    ["bytes that are no text", "drop-password", Buffer.alloc(64, 0xff)],
    ["an expression of SQL", "drop-password", "' or '1'='1"],
  ];
  test.each(WRONG)("%s", async (_, username, text) => {
    await isOut(await ssh.signIn(username, "password", ...password(text)));
  });
  test("a change of the password", async () =>
    isOut(await ssh.signIn("drop-password", "password", byte(1), string("open sesame"), string("mine now"))));
  test("one that was revoked", async () => {
    logins.set("drop-password", { folder: memoryDrop(), password: null, keys: [] });
    await isOut(await ssh.signIn("drop-password", "password", ...password("open sesame")));
  });
  test("twenty guesses, after which the connection is closed", async () => {
    const answers: string[] = [];
    for (let tries = 0; tries < 25 && answers.at(-1) !== "closed"; tries += 1) {
      answers.push(await ssh.signIn("drop-password", "none"));
    }
    expect(answers.at(-1)).toBe("closed");
    expect(answers.length).toBeLessThanOrEqual(21);
  });
});

describe("keys", () => {
  const ED25519 = "ssh-ed25519";
  const byKey = (username: string, privateKey: string, algorithm: string, signed: Buffer | null) =>
    ssh.signIn(username, "publickey", ...keyFields(privateKey, algorithm, signed));

  test("the right signature gets in, so that the others fail for their own reason", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-key", key.private, ED25519);
    expect(await byKey("drop-key", key.private, ED25519, signed)).toBe("success");
  });
  test("a stranger's key", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-key", strangers.private, ED25519);
    await isOut(await byKey("drop-key", strangers.private, ED25519, signed));
  });
  test("the right key without a signature", async () => {
    expect(await byKey("drop-key", key.private, ED25519, null)).toBe("key would do");
    ssh.message(byte(90), string("session"), Buffer.alloc(12, 1));
    expect(await ssh.answer()).toBe("channel refused");
  });
  test("the right key with a stranger's signature", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-key", key.private, ED25519);
    const [flag, algorithm, blob] = keyFields(key.private, ED25519, signed);
    const signature = keyFields(strangers.private, ED25519, signed)[3];
    await isOut(
      await ssh.signIn(
        "drop-key",
        "publickey",
        ...[flag, algorithm, blob, signature].map((each) => each ?? byte(0)),
      ),
    );
  });
  test("a signature of another connection", async () => {
    const signed = signedBytes(Buffer.alloc(ssh.sessionId().length, 7), "drop-key", key.private, ED25519);
    await isOut(await byKey("drop-key", key.private, ED25519, signed));
  });
  test("a signature for another user name", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-other", key.private, ED25519);
    await isOut(await byKey("drop-key", key.private, ED25519, signed));
  });
  test("an empty signature", async () => {
    const [flag, algorithm, blob] = keyFields(key.private, ED25519, null);
    const fields = [flag ? byte(1) : byte(1), algorithm ?? byte(0), blob ?? byte(0), string("")];
    await isOut(await ssh.signIn("drop-key", "publickey", ...fields));
  });
  test("the key of another drop", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-password", key.private, ED25519);
    await isOut(await byKey("drop-password", key.private, ED25519, signed));
  });
  test("one that was removed after it was asked for", async () => {
    expect(await byKey("drop-key", key.private, ED25519, null)).toBe("key would do");
    logins.set("drop-key", { folder: memoryDrop(), password: null, keys: [rsa.public] });
    const signed = signedBytes(ssh.sessionId(), "drop-key", key.private, ED25519);
    expect(await byKey("drop-key", key.private, ED25519, signed)).toBe("failure");
    logins.set("drop-key", { folder: memoryDrop(), password: null, keys: [key.public] });
  });
  test("RSA with SHA-1", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-key", rsa.private, "ssh-rsa");
    await isOut(await byKey("drop-key", rsa.private, "ssh-rsa", signed));
  });
  test("an RSA key under the name of another algorithm", async () => {
    const signed = signedBytes(ssh.sessionId(), "drop-key", rsa.private, ED25519);
    await isOut(await byKey("drop-key", rsa.private, ED25519, signed));
  });
  test("a key that is no key", async () =>
    isOut(await ssh.signIn("drop-key", "publickey", byte(1), string(ED25519), string("x"), string("y"))));
});

describe("user names", () => {
  const NAMES: readonly [string, string | Buffer][] = [
    ["none", ""],
    ["an unknown one", "drop-unknown"],
    ["a system's", "root"],
    ["one in other case", "DROP-PASSWORD"],
    ["one and a NUL", "drop-password\0"],
    ["one and a line feed", "drop-password\n"],
    ["one and a space", "drop-password "],
    ["SQL", "drop-password' or '1'='1"],
    ["SQL with an end", "x'; drop table drop_keys; --"],
    ["a pattern", "drop-%"],
    ["LDAP", "*)(uid=*))(|(uid=*"],
    ["a format string", "%s%s%s%n%x"],
    ["a lookup", "$" + "{jndi:ldap://127.0.0.1/a}"],
    ["a path", "../drop-password"],
    ["a prototype", "__proto__"],
    ["30,000 bytes", "a".repeat(30_000)],
    ["bytes that are no text", Buffer.from([0xc0, 0xae, 0xff])],
    ["text from right to left", "\u202edrowssap-pord"],
    ["letters that look alike", "dr\u043ep-password"],
  ];
  test.each(NAMES)("%s", async (_, username) => {
    await isOut(await ssh.signIn(username, "password", ...password("open sesame")));
  });

  test("another one after a refusal", async () => {
    expect(await ssh.signIn("drop-key", "password", ...password("guess"))).toBe("failure");
    expect(await ssh.signIn("drop-password", "password", ...password("open sesame"))).toBe("closed");
  });

  test("an unknown one is refused as a known one: the same words, after the same time", async () => {
    const ask = async (username: string, method: "password" | "publickey") => {
      const one = await openRawSsh(server.port);
      const begun = Date.now();
      const fields =
        method === "password" ? password("guess") : keyFields(strangers.private, "ssh-ed25519", null);
      const answer = await one.signIn(username, method, ...fields);
      one.end();
      return { answer, ms: Date.now() - begun };
    };
    for (const method of ["password", "publickey"] as const) {
      const [known, unknown] = [await ask("drop-password", method), await ask("drop-unknown", method)];
      expect([known.answer, unknown.answer]).toEqual(["failure", "failure"]);
      // Both wait for the time that no refusal comes before; what is left is the machine's own.
      expect(Math.min(known.ms, unknown.ms)).toBeGreaterThanOrEqual(240);
      expect(Math.abs(known.ms - unknown.ms)).toBeLessThan(200);
    }
  });
});

describe("before anyone has signed in", () => {
  test("a channel", async () => {
    ssh.message(byte(90), string("session"), Buffer.alloc(12, 1));
    expect(await ssh.answer()).toBe("channel refused");
  });
  test("a thousand channels", async () => {
    for (let each = 0; each < 1_000; each += 1) ssh.message(byte(90), string("session"), Buffer.alloc(12, 1));
    expect(await ssh.answer()).toBe("channel refused");
  });
  test("a request to a channel that is not there", async () => {
    ssh.message(byte(98), Buffer.alloc(4), string("subsystem"), byte(1), string("sftp"));
    await isOut(await ssh.signIn("drop-key", "none"));
  });
  test("data for a channel that is not there", async () => {
    ssh.message(byte(94), Buffer.alloc(4), string("x"));
    await isOut(await ssh.signIn("drop-key", "none"));
  });
  test("a forwarded port", async () => {
    ssh.message(byte(80), string("tcpip-forward"), byte(1), string("0.0.0.0"), Buffer.alloc(4));
    expect(await ssh.answer()).toBe("request refused");
  });
  test("the connection service itself", async () => {
    ssh.message(byte(5), string("ssh-connection"));
    expect(await ssh.answer()).toBe("closed");
  });
  test("the word that one is in", async () => {
    ssh.message(byte(52));
    await isOut(await ssh.signIn("drop-key", "none"));
  });
});
