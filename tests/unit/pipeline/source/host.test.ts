import fc from "fast-check";
import { expect, test } from "vitest";
import { hostFault, hostOf } from "@/lib/pipeline/source/sftp/host";

const NOT_A_HOST = "This is not a host name or address. An example: sftp.example.com";

test.each([
  ["sftp.example.com", "sftp.example.com"],
  ["SFTP.Example.com.", "SFTP.Example.com."],
  ["10.0.0.7", "10.0.0.7"],
  ["2001:db8::7", "2001:db8::7"],
  ["[2001:db8::7]", "2001:db8::7"],
  ["::ffff:1.2.3.4", "::ffff:1.2.3.4"],
  ["sftp_host", "sftp_host"],
  ["münchen.example", "xn--mnchen-3ya.example"],
  ["例え.jp", "xn--r8jz45g.jp"],
  ["sftp．example．com", "sftp.example.com"],
])("%s is a host, kept as %s", (entered, kept) => {
  expect([hostFault(entered), hostOf(entered)]).toEqual([null, kept]);
});

test.each([
  ["", "Enter the host name or address of the server."],
  [
    "sftp.example.com:2222",
    "Enter only the host here: sftp.example.com. The port 2222 goes into the field Port.",
  ],
  [
    "sftp.example.com:80",
    "Enter only the host here: sftp.example.com. The port 80 goes into the field Port.",
  ],
  ["[2001:db8::7]:22", "Enter only the host here: 2001:db8::7. The port 22 goes into the field Port."],
  ["sftp://h", "Enter only the host here: h."],
  ["ftps://h/", "Enter only the host here: h."],
  ["anna@h", "Enter only the host here: h. The user anna goes into the field User."],
  [
    "sftp://anna:secret@h:2022/export/My users.csv",
    "Enter only the host here: h. The port 2022 goes into the field Port. The user anna goes into the field User. The password has a field of its own too. The path of the file is entered when you attach this Remote Source to a workspace.",
  ],
  [
    "h/export",
    "Enter only the host here: h. The path of the file is entered when you attach this Remote Source to a workspace.",
  ],
  ["sftp.example.com\u200b", "The host contains a character that can't be seen (U+200B). Type it again."],
  ["two words", NOT_A_HOST],
  ["\\\\server\\share", NOT_A_HOST],
  ["a..b", NOT_A_HOST],
  ["256.1.1.1", NOT_A_HOST],
  ["fe80::1%eth0", NOT_A_HOST],
  ["1:2:3", NOT_A_HOST],
  [`${"a".repeat(64)}.com`, NOT_A_HOST],
])("%j is told: %s", (entered, fault) => expect(hostFault(entered)).toBe(fault));

test("whatever is entered, what is kept is a host by itself, and a password is never repeated", () => {
  const part = fc.constantFrom(
    "sftp://",
    "a.b",
    "anna:geheim@",
    ":22",
    "/x",
    "[::1]",
    "?",
    "#",
    "\\",
    " ",
    "é",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const entered = parts.join("");
      const kept = hostOf(entered);
      expect(kept === null).toBe(hostFault(entered) !== null);
      if (kept !== null) expect(hostOf(kept)).toBe(kept);
      expect(hostFault(entered) ?? "").not.toContain("geheim");
    }),
  );
});
