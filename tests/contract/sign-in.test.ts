import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { checkPrivateKeyText } from "@/lib/pipeline/source/sftp/private-key";
import { newKey } from "@/lib/runtime/demo/new-key";
import { KEY_AUTH } from "../support/sftp-server";
import { failureOf } from "./failure";
import { faultLab } from "./fault-lab";

const { expectWhole, fetch, server } = faultLab();
const PASSWORD_FAILED = "Connection error: Password login failed";

test("a wrong password is shown to the server once", async () => {
  const running = await server();
  const auth = { kind: "password", password: "wrong" } as const;
  const failure = await failureOf(fetch({ ...running.target, auth }));
  expect(failure).toMatchObject({ code: "source_credentials", message: PASSWORD_FAILED, retry: false });
  expect(failure.remedy).toContain("did not accept this user and password");
  expect(running.secretsSeen).toBe(1);
});

test("a wrong password is shown once even where two ways of asking for it are offered", async () => {
  const running = await server({ policy: "never" });
  expect((await failureOf(fetch(running.target))).message).toBe(PASSWORD_FAILED);
  expect(running.secretsSeen).toBe(1);
});

test("a server that only asks questions gets the password as the answer", async () => {
  const running = await server({ policy: "keyboard" });
  await expectWhole(running.target);
});

test.each(["second factor", "code only"] as const)(
  "a server that wants more than a password (%s) is told apart",
  async (policy) => {
    const running = await server({ policy });
    const failure = await failureOf(fetch(running.target));
    expect(failure).toMatchObject({ code: "source_credentials", message: PASSWORD_FAILED });
    expect(failure.remedy).toContain("one-time code");
  },
);

test("a key and a password in a row are told as that", async () => {
  const running = await server({ policy: "key and password" });
  expect(await failureOf(fetch({ ...running.target, auth: KEY_AUTH }))).toMatchObject({
    code: "source_credentials",
    message: "Connection error: Private key login failed",
    remedy:
      "The server requires two steps: it accepted the key, and then asks for a password. Rollcall can only send one of them. Use a login that needs only a password or only a key.",
    retry: false,
  });
});

test("a password and a code in a row are told as that", async () => {
  const running = await server({ policy: "second factor" });
  expect((await failureOf(fetch(running.target))).remedy).toBe(
    "The server requires two steps: it accepted the password, and then asks for an answer such as a one-time code. Rollcall can only send one of them. Use a login that needs only a password or only a key.",
  );
});

test("a question for a code is never answered with the password, also where the server does not call it a second step", async () => {
  const running = await server({ policy: "code after password" });
  const failure = await failureOf(fetch(running.target));
  expect(failure.remedy).toContain("one-time code");
  expect(running.answers).toEqual([]);
});

test("a server that asks the same question again did not like the password", async () => {
  const running = await server({ policy: "asks again" });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({ code: "source_credentials", message: PASSWORD_FAILED });
  expect(failure.remedy).toContain("did not accept this user and password");
});

const WRONG =
  "The server did not accept this user and password. Check both, and that the login is not locked or expired.";

test.each([
  ["wrong ", "ends in"],
  ["\twrong", "begins with"],
  [" wrong\u00a0", "begins with and ends in"],
])("a refused password with a blank at an end (%j) says so", async (password, ends) => {
  const running = await server();
  const failure = await failureOf(fetch({ ...running.target, auth: { kind: "password", password } }));
  expect(failure.remedy).toBe(
    `${WRONG} The stored password ${ends} a blank, and is sent exactly as it was entered. If the blank is a mistake, enter the password again without it.`,
  );
});

test("a refused password without such a blank says nothing of blanks", async () => {
  const running = await server();
  const auth = { kind: "password", password: "wrong as ever" } as const;
  expect((await failureOf(fetch({ ...running.target, auth }))).remedy).toBe(WRONG);
});

test("an expired password is told apart, and does not hang", async () => {
  const running = await server({ policy: "expired" });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({
    message: PASSWORD_FAILED,
    remedy: expect.stringContaining("new password"),
  });
});

test("a server that takes only keys says so to a password", async () => {
  const running = await server({ policy: "key" });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({
    message: PASSWORD_FAILED,
    remedy: expect.stringContaining("private key"),
  });
  expect(running.secretsSeen).toBe(0);
});

test("the right key signs in, another one does not", async () => {
  const running = await server({ policy: "key" });
  await expectWhole({ ...running.target, auth: KEY_AUTH });
  const privateKey = newKey().private;
  expect(
    await failureOf(fetch({ ...running.target, auth: { kind: "private_key", privateKey } })),
  ).toMatchObject({
    code: "source_credentials",
    message: "Connection error: Private key login failed",
    retry: false,
  });
});

test("a stored key that can't be read is a failed login, not a crash", async () => {
  const running = await server({ policy: "key" });
  const auth = { kind: "private_key", privateKey: "-----BEGIN NOTHING-----" } as const;
  const failure = await failureOf(fetch({ ...running.target, auth }));
  expect(failure.message).toBe("Connection error: Private key login failed");
  expect(failure.remedy).toContain("Enter it again");
});

test.each([
  ["Ed25519 with a passphrase", lockedKey()],
  ["RSA", nodeKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "pkcs1")],
  ["RSA in PKCS#8", nodeKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "pkcs8")],
  ["ECDSA", nodeKey(generateKeyPairSync("ec", { namedCurve: "secp384r1" }).privateKey, "sec1")],
])("a key of another kind signs in: %s", async (_, { text, passphrase }) => {
  const { privateKey, publicKey } = checkPrivateKeyText(text, passphrase);
  const running = await server({ policy: "key", publicKey });
  await expectWhole({ ...running.target, auth: { kind: "private_key", privateKey, passphrase } });
});

function lockedKey(): { text: string; passphrase?: string } {
  const passphrase = "open sesame";
  const pair = newKey({ passphrase, cipher: "aes256-cbc", rounds: 4 });
  return { text: pair.private, passphrase };
}

function nodeKey(key: KeyObject, type: "pkcs1" | "pkcs8" | "sec1"): { text: string; passphrase?: string } {
  return { text: key.export({ type, format: "pem" } as { type: "pkcs8"; format: "pem" }).toString() };
}
