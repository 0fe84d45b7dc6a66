import { describe, expect, test } from "vitest";
import { recipesOf } from "@/components/drops/commands";

const DROP = { id: "7b0e0000-0000-4000-8000-000000000000", username: "drop-3ba2u2a2o7sf" };
const URL_OF = "https://rollcall.example.com";

function winscp(type: string): string {
  const keys = [{ type, publicKey: `${type} AAAA`, fingerprint: "SHA256:abc" }];
  const server = { host: "files.example.com", port: 2222, keys };
  return recipesOf(DROP, server, URL_OF).find(({ id }) => id === "winscp")?.text ?? "";
}

describe("The WinSCP script", () => {
  test.each([
    ["ssh-ed25519", 'hostkey="ssh-ed25519 255 abc"'],
    ["ssh-rsa", 'hostkey="ssh-rsa 3072 abc"'],
  ])("names a host key of the type %s with its length", (type, expected) => {
    expect(winscp(type)).toContain(expected);
  });
});

test("An address of IPv6 is put into brackets", () => {
  const server = { host: "2001:db8::7", port: 22, keys: [] };
  const texts = recipesOf(DROP, server, URL_OF)
    .map(({ text }) => text)
    .join("\n");
  expect(texts).toContain("drop-3ba2u2a2o7sf@[2001:db8::7]");
});

test("Without an SFTP server only the ways over HTTPS are shown", () => {
  expect(recipesOf(DROP, null, URL_OF).map(({ id }) => id)).toEqual(["curl", "powershell-https"]);
});
