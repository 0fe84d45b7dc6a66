import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { failureOf } from "./failure";
import { faultLab, LIMITS, UNABLE } from "./fault-lab";

const { expectWhole, fetch, server, stranger } = faultLab();

test.each([
  ["a web server", { answer: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" }],
  ["an FTP server", { greeting: "220 (vsFTPd 3.0.5)\r\n", answer: "530 Please login.\r\n" }],
])("%s is not SSH, and trying again will not help", async (_, behaviour) => {
  const failure = await failureOf(fetch(await stranger(behaviour)));
  expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
  expect(failure.remedy).toContain("not an SFTP server");
});

test("a server that says nothing is waited for, then given up", async () => {
  const began = performance.now();
  const limits = { ...LIMITS, readyMs: 500 };
  expect(await failureOf(fetch(await stranger({}), { limits }))).toMatchObject({
    code: "source_network",
    message: UNABLE,
    retry: true,
  });
  expect(performance.now() - began).toBeLessThan(5_000);
});

test("a server that is too busy is tried again", async () => {
  const failure = await failureOf(
    fetch(await stranger({ greeting: "Exceeded MaxStartups\r\n", hangUp: "end" })),
  );
  expect(failure).toMatchObject({ code: "source_network", retry: true });
});

test.each(["end", "reset"] as const)(
  "a server that hangs up at once (%s) is a network error",
  async (hangUp) => {
    const failure = await failureOf(fetch(await stranger({ hangUp })));
    expect(failure).toMatchObject({ code: "source_network", retry: true });
    expect(failure.message).toMatch(/^Connection error: Error \(ECONNRESET\) opening connection: /);
  },
);

test.each([
  ["key exchange", { kex: ["diffie-hellman-group14-sha1"] }],
  ["host key", { serverHostKey: ["ssh-rsa"] }],
  ["checksum", { hmac: ["hmac-sha1"], cipher: ["aes128-ctr"] }],
  ["cipher", { cipher: ["3des-cbc"] }],
] as const)("a server with outdated encryption only (%s) is not talked to", async (_, algorithms) => {
  const hostKeys = [ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }).private];
  const list = Object.fromEntries(Object.entries(algorithms).map(([key, names]) => [key, [...names]]));
  const running = await server({ hostKeys, algorithms: list });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
  expect(failure.remedy).toContain("outdated");
});

test.each([
  ["key exchange", { kex: ["diffie-hellman-group14-sha1"] }],
  ["host key", { serverHostKey: ["ssh-rsa"] }],
  ["checksum", { hmac: ["hmac-sha1"], cipher: ["aes128-ctr"] }],
] as const)(
  "a server that only has SHA-1 (%s) is talked to where a person has allowed it",
  async (_, algorithms) => {
    const hostKeys = [ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }).private];
    const list = Object.fromEntries(Object.entries(algorithms).map(([key, names]) => [key, [...names]]));
    const running = await server({ hostKeys, algorithms: list });
    await expectWhole({ ...running.target, allowOutdated: true });
  },
);

test("a login without SFTP is told apart from a failed one", async () => {
  const running = await server({ faults: { noSftp: true } });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE });
  expect(failure.remedy).toContain("SFTP");
});

test("a server that hangs up at the password without a word is a network error", async () => {
  const running = await server({ faults: { hangUpAtSignIn: true } });
  expect(await failureOf(fetch(running.target))).toMatchObject({ code: "source_network", retry: true });
});

test("a server in our own network reads like a closed port, and sees no password", async () => {
  const running = await server({ host: "127.0.0.2" });
  const { port } = running;
  expect(await failureOf(fetch(running.target))).toMatchObject({
    code: "source_network",
    message: `Connection error: Error (ECONNREFUSED) opening connection: connect ECONNREFUSED 127.0.0.2:${port}`,
    retry: true,
  });
  expect(running.secretsSeen).toBe(0);
});
