import { createServer, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import type { Mail } from "@/lib/mail/mail";
import { type SmtpSettings, sendBySmtp, tryConnection } from "@/lib/mail/smtp";

type Received = { from: string; to: string[]; raw: string };

const open: { close: (done: () => void) => void }[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

const MAIL: Mail = {
  to: { name: "Änn Lee", address: "ann@example.com" },
  ...{ subject: "Your link to Pëople", text: "Hello\n.\nhttps://x.example/?a=b=c", html: "<p>Hello</p>" },
};

/** A real SMTP server that keeps what it takes. */
async function serve(options: SMTPServerOptions = {}, user = "") {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], closeTimeout: 200 },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  open.push(server);
  return { settings: settingsOf(server.server, user), received };
}

/** A server that takes connections and does with them what `talk` says. */
async function serveRaw(talk: Parameters<typeof createServer>[1]) {
  const sockets: { destroy: () => void }[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    talk?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  open.push({
    close: (done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    },
  });
  return settingsOf(server, "");
}

function settingsOf(server: Pick<Server, "address">, user: string): SmtpSettings {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `smtp://${user}127.0.0.1:${port}`, from: "Acme <people@acme.example>", patienceMs: 1_000 };
}

const failure = (code: string, retry: boolean) => ({ code: "mail_failed", retry, meta: { code } });

describe("a mail server that works", () => {
  test("gets the mail once, in both forms, from and to whom it says", async () => {
    const { settings, received } = await serve();
    await tryConnection(settings);
    await sendBySmtp(settings, MAIL);
    expect(received.length).toBe(1);
    expect(received[0]).toMatchObject({ from: "people@acme.example", to: ["ann@example.com"] });
    const raw = received[0]?.raw ?? "";
    expect(raw).toMatch(/^From: "?Acme"? <people@acme\.example>/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(raw).toMatch(/Content-Type: text\/plain/);
    expect(raw).toMatch(/Content-Type: text\/html/);
    expect(raw).not.toMatch(/Message-ID:.*(localhost|127\.0\.0\.1)/);
  });

  test("gets no header and no recipient that a name smuggles in", async () => {
    const { settings, received } = await serve();
    const evil = 'Ann\r\nBcc: all@evil.example\r\n\r\nbody" <x@evil.example>, y@evil.example';
    await sendBySmtp(
      { ...settings, from: "Acme\r\nBcc: b@evil.example <people@acme.example>" },
      { ...MAIL, to: { name: evil, address: "ann@example.com" }, subject: evil },
    );
    expect(received[0]?.to).toEqual(["ann@example.com"]);
    const [head = ""] = (received[0]?.raw ?? "").split("\r\n\r\n");
    const names = [...head.matchAll(/^([\w-]+):/gm)].map(([, name]) => name);
    expect(names.filter((name) => name === "Bcc" || name === "Cc")).toEqual([]);
    expect(names.filter((name) => name === "To" || name === "Subject" || name === "From").sort()).toEqual([
      ...["From", "Subject", "To"],
    ]);
  });
});

test("a mail that can be unsubscribed from says how, with one click and without a page", async () => {
  const { settings, received } = await serve();
  const unsubscribe = "https://rollcall.example/api/unsubscribe?token=a.b";
  await sendBySmtp(settings, { ...MAIL, unsubscribe });
  await sendBySmtp(settings, MAIL);
  expect(received[0]?.raw).toContain(`List-Unsubscribe: <${unsubscribe}>`);
  expect(received[0]?.raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(received[1]?.raw).not.toContain("List-Unsubscribe");
});

describe("a mail server that does not", () => {
  test("nobody listens", async () => {
    const { settings } = await serve();
    for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject(failure("ESOCKET", true));
    await expect(tryConnection(settings)).rejects.toMatchObject(failure("ESOCKET", true));
  });

  test("the host has no address", async () => {
    const settings = { url: "smtp://no-such-host.invalid:25", from: "a@b.example", patienceMs: 1_000 };
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject({ code: "mail_failed", retry: true });
  });

  test("it says nothing", async () => {
    const settings = await serveRaw(() => undefined);
    const started = performance.now();
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject(failure("ETIMEDOUT", true));
    await expect(tryConnection(settings)).rejects.toMatchObject(failure("ETIMEDOUT", true));
    expect(performance.now() - started).toBeLessThan(6_000);
  });

  test("it falls asleep once it has the mail: the same mail twice does no harm", async () => {
    const { settings } = await serve({
      onData: (stream) => void stream.resume(),
    });
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject({ code: "mail_failed", retry: true });
  });

  test("it hangs up", async () => {
    const settings = await serveRaw((socket) => void socket.end("421 too busy\r\n"));
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject({ code: "mail_failed", retry: true });
  });

  test("it is no mail server", async () => {
    const settings = await serveRaw((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject({ code: "mail_failed" });
  });

  test("it refuses the password", async () => {
    const { settings } = await serve(
      {
        ...{ authOptional: false, allowInsecureAuth: true },
        onAuth: (_auth, _session, done) => done(new Error("Invalid username or password")),
      },
      "ann:wrong@",
    );
    await expect(tryConnection(settings)).rejects.toMatchObject(failure("EAUTH", false));
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject(failure("EAUTH", false));
  });

  test.each([
    ["for good", 550, false],
    ["for now", 451, true],
  ])("it refuses the recipient %s", async (_when, responseCode, retry) => {
    const { settings } = await serve({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error("No"), { responseCode })),
    });
    await expect(sendBySmtp(settings, MAIL)).rejects.toMatchObject({
      ...{ code: "mail_failed", retry, meta: { code: "EENVELOPE", responseCode } },
    });
  });

  test("what people are told names no address, no password and no answer of the server", async () => {
    const { settings } = await serve({
      onRcptTo: (address, _session, done) => done(new Error(`${address.address} is over quota`)),
    });
    const refused = await sendBySmtp(settings, MAIL).catch((error: Error) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(`${refused?.message}`).not.toMatch(/ann@|quota/);
  });
});
