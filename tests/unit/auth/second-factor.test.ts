import fc from "fast-check";
import { generateSync } from "otplib/functional";
import { describe, expect, test } from "vitest";
import { newRecoveryCodes, recoveryCodeHash } from "@/lib/auth/second-factor/recovery-codes";
import { passkeySignInInput, secondStepInput } from "@/lib/auth/second-factor/schema";
import { newTotpSecret, qrPicture, totpDigits, totpStep, totpUri } from "@/lib/auth/second-factor/totp";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

describe("a code of an authenticator app", () => {
  test("is the one that RFC 6238 says", () => {
    // Its appendix B, for SHA-1, with the last six of eight digits.
    const rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    for (const [seconds, code] of [
      [59, "287082"],
      [1111111109, "081804"],
      [20000000000, "353130"],
    ] as const)
      expect(totpStep(code, { secret: rfc, after: 0, now: new Date(seconds * 1000) })).toBe(
        Math.floor(seconds / 30),
      );
  });

  test("passes in its own half minute and the ones beside it, and never at or before a used one", () => {
    const instants = fc.integer({ min: 1_500_000_000, max: 2_500_000_000 });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: -4, max: 4 }),
        (at, off, used) => {
          const step = Math.floor(at / 30);
          const token = generateSync({ secret, epoch: (step + off) * 30 });
          const found = totpStep(token, { secret, after: step + used, now: new Date(at * 1000) });
          const passes = Math.abs(off) <= 1 && off > used;
          // Another step may have the same six digits, one time in a million.
          expect(found === null || found > step + used).toBe(true);
          if (passes) expect(found).toBe(step + off);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ["123 456", "123456"],
    ["123-456", "123456"],
    ["12345", null],
    ["1234567", null],
    ["12345a", null],
    ["", null],
  ])("typed as %j is %j", (typed, digits) => {
    expect(totpDigits(typed)).toBe(digits);
  });

  test("is read from a picture that names Rollcall and the account", () => {
    const made = newTotpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    const uri = totpUri({ secret: made, email: "anna@example.com" });
    expect(uri).toBe(`otpauth://totp/Rollcall:anna%40example.com?secret=${made}&issuer=Rollcall`);
    const { size, path } = qrPicture(uri);
    expect(size).toBeGreaterThan(40);
    expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });
});

describe("recovery codes", () => {
  test("are ten different ones of 80 bits that can be read from paper", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  });

  test("are the same however they are typed, and nothing else is one", () => {
    const [code = ""] = newRecoveryCodes();
    const hash = recoveryCodeHash(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const typed of [code.toUpperCase(), code.replaceAll("-", " "), ` ${code.replaceAll("-", "")} `])
      expect(recoveryCodeHash(typed)).toBe(hash);
    for (const typed of ["", "abc", `${code}a`, "ääää-ääää-ääää-ääää"])
      expect(recoveryCodeHash(typed)).toBeNull();
  });
});

test.each(["", "{", "[]", "null", '{"id":"x"}', '{"__proto__":{}}'])(
  "what a browser sends as %j is no passkey",
  (text) => {
    expect(passkeySignInInput.safeParse({ response: text }).success).toBe(false);
    expect(secondStepInput.safeParse({ kind: "passkey", response: text }).success).toBe(false);
  },
);
