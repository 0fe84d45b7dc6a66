import { describe, expect, it } from "vitest";
import { type Keyring, parseKeyring } from "@/lib/secrets/keyring";
import { rewrap } from "@/lib/secrets/rotate";
import { open, seal } from "@/lib/secrets/seal";

const K1 = Buffer.alloc(32, 1).toString("base64");
const K2 = Buffer.alloc(32, 2).toString("base64");
const old = parseKeyring(`k1:${K1}`);
const rotated = parseKeyring(`k2:${K2},k1:${K1}`);
const onlyNew = parseKeyring(`k2:${K2}`);

const place = { table: "remote_sources", orgId: "org-a", id: "source-1", field: "credentials" };
const secret = '{"password":"correct horse battery staple ü"}';

/** Flips one bit in the last byte of the dot-separated part `part`. */
function tamper(sealed: string, part: number): string {
  const parts = sealed.split(".");
  const bytes = Buffer.from(parts[part] ?? "", "base64url");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  parts[part] = bytes.toString("base64url");
  return parts.join(".");
}

const opens = (sealed: string, at: typeof place, ring: Keyring) => () => open(sealed, at, ring);

describe("a sealed secret", () => {
  it("opens at its own place and nowhere else", () => {
    const sealed = seal(secret, place, old);
    expect(open(sealed, place, old)).toBe(secret);
    for (const other of [
      { ...place, id: "source-2" },
      { ...place, orgId: "org-b" },
      { ...place, field: "passphrase" },
      { ...place, table: "tokens" },
      { ...place, boundTo: "another server" },
    ]) {
      expect(opens(sealed, other, old)).toThrow("could not be opened");
    }
  });

  it("does not open after two rows have been swapped", () => {
    const second = { ...place, id: "source-2" };
    const rows = { first: seal("one", place, old), second: seal("two", second, old) };
    expect(opens(rows.second, place, old)).toThrow("could not be opened");
    expect(opens(rows.first, second, old)).toThrow("could not be opened");
  });

  it.each([
    ["the wrapped key", 2],
    ["the content", 3],
  ])("does not open when a bit of %s has changed", (_what, part) => {
    expect(opens(tamper(seal(secret, place, old), part), place, old)).toThrow("could not be opened");
  });

  it("does not open when another key's id is written on it", () => {
    const sealed = seal(secret, place, old).replace("v2.k1.", "v2.k2.");
    expect(opens(sealed, place, rotated)).toThrow("could not be opened");
  });

  it("shows nothing readable, and never looks the same twice", () => {
    const sealed = seal(secret, place, old);
    const bytes = sealed.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    for (const text of [sealed, ...bytes]) expect(text).not.toMatch(/password|correct|staple/);
    expect(seal(secret, place, old)).not.toBe(sealed);
  });

  it("refuses text of an unknown form", () => {
    for (const text of ["", "secret", "v0.k1.a.b", "v2.k1.a", "v2.k1.a.b.c"]) {
      expect(opens(text, place, old)).toThrow("unknown form");
    }
  });
});

describe("rotated keys", () => {
  it("still open what the old key sealed, and seal with the new one", () => {
    expect(open(seal(secret, place, old), place, rotated)).toBe(secret);
    expect(seal(secret, place, rotated)).toMatch(/^v2\.k2\./);
  });

  it("say which key is missing", () => {
    expect(opens(seal(secret, place, old), place, onlyNew)).toThrow('The key "k1"');
  });

  it("re-wrap without touching the content, and only once", () => {
    const sealed = seal(secret, place, old);
    const wrapped = rewrap(sealed, rotated);
    expect(wrapped?.split(".")[3]).toBe(sealed.split(".")[3]);
    expect(open(wrapped ?? "", place, onlyNew)).toBe(secret);
    expect(rewrap(wrapped ?? "", rotated)).toBeNull();
  });

  it("do not re-wrap a data key that was tampered with", () => {
    expect(() => rewrap(tamper(seal(secret, place, old), 2), rotated)).toThrow("could not be re-wrapped");
  });
});

describe("the list of keys", () => {
  it.each([
    ["", "expected <key id>"],
    [`${K1}`, "expected <key id>"],
    ["k1:c2hvcnQ=", "has 5 bytes"],
    [`k1:${K1},k1:${K2}`, "twice"],
    [`k1:${K1},`, "entry 2"],
  ])("is refused when it reads %j", (text, message) => {
    expect(() => parseKeyring(text)).toThrow(message);
  });

  it("never shows a key in what it says is wrong", () => {
    expect(() => parseKeyring(`k1:${K1}AA,x`)).not.toThrow(K1);
  });
});
