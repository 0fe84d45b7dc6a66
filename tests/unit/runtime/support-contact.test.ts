import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

/** The environment is read once: each test loads it again. */
async function withContact(contact: string) {
  vi.stubEnv("SUPPORT_CONTACT", contact);
  vi.resetModules();
  return import("@/lib/env");
}

describe("whom members ask", () => {
  test.each(["help@example.com", "https://help.example.com/rollcall?from=app", "http://10.0.0.5/help"])(
    "%s is shown as it was set",
    async (contact) => {
      expect((await withContact(contact)).supportContact()).toBe(contact);
    },
  );

  test("nothing set: the operator in words, and the page of a source says to ask for the addresses", async () => {
    const { supportContact } = await withContact("");
    expect(supportContact()).toBe("the person who operates Rollcall");
    const { egressAddresses } = await import("@/lib/remote-sources/read");
    expect(egressAddresses()).toEqual({ addresses: [], contact: "the person who operates Rollcall" });
  });

  test.each(["call 555 1234", "javascript:alert(1)", "https://a b", 'https://x/"onclick', "help@localhost"])(
    "%s ends the start, because it would become a link or lead nowhere",
    async (contact) => {
      const { env } = await withContact(contact);
      expect(() => env()).toThrow("SUPPORT_CONTACT");
    },
  );

  test("the addresses to allow are shown as the operator set them", async () => {
    vi.stubEnv("EGRESS_IPS", "203.0.113.7, 203.0.113.8\n2001:db8::/48");
    await withContact("help@example.com");
    const { egressAddresses } = await import("@/lib/remote-sources/read");
    expect(egressAddresses()).toEqual({
      addresses: ["203.0.113.7", "203.0.113.8", "2001:db8::/48"],
      contact: "help@example.com",
    });
  });

  test("an error on our side names the contact and the reference", async () => {
    await withContact("help@example.com");
    const { describeError } = await import("@/lib/action");
    const { remedy, reference } = describeError(new Error("x"), { action: "someAction" });
    expect(remedy).toBe(
      `Try again. If it happens again, send the reference ${reference} to help@example.com.`,
    );
  });
});
