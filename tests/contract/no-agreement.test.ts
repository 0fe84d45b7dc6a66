import ssh2, { type Algorithms } from "ssh2";
import { expect, test } from "vitest";
import { startStranger } from "../support/tcp-proxy";
import { failureOf } from "./failure";
import { faultLab, UNABLE } from "./fault-lab";

const { fetch, keep, server } = faultLab();

const KEX =
  "curve25519-sha256@libssh.org, curve25519-sha256, ecdh-sha2-nistp256, ecdh-sha2-nistp384, ecdh-sha2-nistp521, diffie-hellman-group-exchange-sha256, diffie-hellman-group14-sha256, diffie-hellman-group15-sha512, diffie-hellman-group16-sha512, diffie-hellman-group17-sha512, diffie-hellman-group18-sha512";
const KEYS =
  "ssh-ed25519, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, ecdsa-sha2-nistp521, rsa-sha2-512, rsa-sha2-256";
const CIPHERS =
  "aes128-gcm@openssh.com, aes256-gcm@openssh.com, aes128-ctr, aes192-ctr, aes256-ctr, chacha20-poly1305@openssh.com";
const MACS = "hmac-sha2-256-etm@openssh.com, hmac-sha2-512-etm@openssh.com, hmac-sha2-256, hmac-sha2-512";
const UPDATE = "Ask your IT team to update it.";
const ALLOW =
  "If it can't be updated, turn on Allow outdated algorithms (SHA-1) in the settings of this Remote Source.";

const outdated: [string, Algorithms, string][] = [
  [
    "key exchange",
    { kex: ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"] },
    `The server only offers outdated algorithms for key exchange. The server offers: diffie-hellman-group14-sha1, diffie-hellman-group1-sha1. Rollcall offers: ${KEX}. ${UPDATE} ${ALLOW}`,
  ],
  [
    "host key",
    { serverHostKey: ["ssh-rsa"] },
    `The server only offers outdated algorithms for the host key. The server offers: ssh-rsa. Rollcall offers: ${KEYS}. ${UPDATE} ${ALLOW}`,
  ],
  [
    "cipher",
    { cipher: ["3des-cbc", "aes128-cbc"] },
    `The server only offers outdated algorithms for encryption. The server offers: 3des-cbc, aes128-cbc. Rollcall offers: ${CIPHERS}. ${UPDATE}`,
  ],
  [
    "checksum",
    { hmac: ["hmac-sha1"], cipher: ["aes128-ctr"] },
    `The server only offers outdated algorithms for checksums (MAC). The server offers: hmac-sha1. Rollcall offers: ${MACS}. ${UPDATE} ${ALLOW}`,
  ],
];

test.each(outdated)(
  "a server with outdated algorithms only (%s) is told so, with both lists",
  async (_, algorithms, remedy) => {
    const hostKeys = [ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }).private];
    const running = await server({ hostKeys, algorithms });
    expect(await failureOf(fetch(running.target))).toMatchObject({
      code: "source_unusable",
      message: UNABLE,
      remedy,
      retry: false,
    });
  },
);

test("where SHA-1 is allowed and does not help, nobody is sent to the switch again", async () => {
  const running = await server({ algorithms: { kex: ["diffie-hellman-group1-sha1"] } });
  const { remedy } = await failureOf(fetch({ ...running.target, allowOutdated: true }));
  expect(remedy).toMatch(/^The server only offers outdated algorithms for key exchange\. /);
  expect(remedy).toMatch(/Ask your IT team to update it\.$/);
});

test.each([
  [
    "newer than we are",
    "mlkem768x25519-sha256,sntrup761x25519-sha512,ext-info-s,kex-strict-s-v00@openssh.com",
    "mlkem768x25519-sha256, sntrup761x25519-sha512",
  ],
  [
    "partly old",
    "sntrup761x25519-sha512,diffie-hellman-group1-sha1",
    "sntrup761x25519-sha512, diffie-hellman-group1-sha1",
  ],
  ["nothing but what is no name", "ext-info-s,two words,\u001b[31m", "nothing"],
])("a server that is %s is not called outdated", async (_, kex, shown) => {
  const port = keep(await startStranger({ greeting: greetingWith(kex) })).port;
  const login = (await server()).target;
  const failure = await failureOf(fetch({ ...login, port }));
  expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
  expect(failure.remedy).toBe(
    `The server and Rollcall have no algorithm for key exchange in common. The server offers: ${shown}. Rollcall offers: ${KEX}. Ask your IT team to allow one of these on the server too.`,
  );
});

/** What a server says first: its name, and a KEXINIT message with these key exchanges. */
function greetingWith(kex: string): string {
  const list = (names: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(names.length);
    return Buffer.concat([length, Buffer.from(names, "latin1")]);
  };
  const rest = [
    "ssh-ed25519",
    "aes128-ctr",
    "aes128-ctr",
    "hmac-sha2-256",
    "hmac-sha2-256",
    "none",
    "none",
    "",
    "",
  ];
  const message = Buffer.concat([
    Buffer.from([20]),
    Buffer.alloc(16, 65),
    ...[kex, ...rest].map(list),
    Buffer.alloc(5),
  ]);
  const padding = 8 - ((message.length + 5) % 8) + 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length + padding + 1);
  head[4] = padding;
  return `SSH-2.0-Test_1\r\n${Buffer.concat([head, message, Buffer.alloc(padding)]).toString("latin1")}`;
}
