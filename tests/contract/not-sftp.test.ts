import ssh2 from "ssh2";
import { expect, test } from "vitest";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { type OpenSsh, startOpenSsh } from "../support/openssh";
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

test.each([
  ["Welcome to example.com!\nLast login: today\n", "Welcome to example.com!"],
  ["\u001b[1;32mHei, Jürgen\u001b[0m\r\n", "Hei, Jürgen"],
  ["Hi\n", "Hi"],
  ["This account is currently not available.", "This account is currently not available."],
])("a login shell that prints text where SFTP should begin is told as that: %j", async (shellSays, shown) => {
  const running = await server({ faults: { shellSays } });
  const limits = { ...LIMITS, readyMs: 2_000 };
  expect(await failureOf(fetch(running.target, { limits }))).toMatchObject({
    code: "source_unusable",
    message: UNABLE,
    remedy: `Signing in worked, but the login shell of this user prints text where SFTP should begin: "${shown}". Ask your IT team to remove that output from the shell's start-up files (such as .bashrc), or to give the user internal-sftp.`,
    retry: false,
  });
});

test("bytes that are no text are not taken for the words of a shell", async () => {
  const running = await server({ faults: { shellSays: "\0\0\0\u0005\u0063abcd" } });
  const failure = await failureOf(fetch(running.target));
  expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE });
  expect(failure.remedy).not.toContain("shell");
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

const sshd = process.env.ROLLCALL_TEST_SSHD;

const targetOf = ({ port, username, auth }: OpenSsh): SftpTarget => ({
  ...{ kind: "sftp", host: "127.0.0.1", port, username, auth, hostKey: null },
});

async function failureAt(binary: string, choices: Parameters<typeof startOpenSsh>[1]) {
  const running = await startOpenSsh(binary, choices);
  try {
    return await failureOf(fetch(targetOf(running)));
  } finally {
    await running.stop();
  }
}

// Defined only where the server is there: a test that is skipped promises nothing.
if (sshd) {
  test("OpenSSH with a shell that prints text before SFTP is told as that", async () => {
    const failure = await failureAt(sshd, { subsystem: "echo 'Welcome to example.com'; exec cat" });
    expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
    // As root the login is nobody, whose shell only says this.
    expect(failure.remedy).toMatch(
      /SFTP should begin: "(Welcome to example\.com|This account is currently not available\.)"/,
    );
  });

  test("OpenSSH with only post-quantum key exchange is newer than we are, not outdated", async () => {
    const failure = await failureAt(sshd, { lines: ["KexAlgorithms sntrup761x25519-sha512@openssh.com"] });
    expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
    expect(failure.remedy).toMatch(
      /^The server and Rollcall have no algorithm for key exchange in common\. The server offers: sntrup761x25519-sha512@openssh\.com\. /,
    );
  });

  test("OpenSSH that wants a key and a password is told as two in a row", async () => {
    const lines = ["PasswordAuthentication yes", "AuthenticationMethods publickey,password"];
    const failure = await failureAt(sshd, { lines });
    expect(failure.message).toBe("Connection error: Private key login failed");
    expect(failure.remedy).toMatch(
      /^The server requires two steps: it accepted the key, and then asks for a password\. /,
    );
  });

  test("OpenSSH with SHA-1 only is talked to where that was allowed", async () => {
    const running = await startOpenSsh(sshd, {
      lines: ["KexAlgorithms diffie-hellman-group14-sha1", "MACs hmac-sha1", "Ciphers aes128-ctr"],
    });
    try {
      expect((await failureOf(fetch(targetOf(running)))).remedy).toMatch(
        /^The server only offers outdated algorithms/,
      );
      const failure = await failureOf(fetch({ ...targetOf(running), allowOutdated: true }));
      expect(failure.message).toBe("File error: No such file: users.csv");
    } finally {
      await running.stop();
    }
  });
}
