import { SMTPServer } from "smtp-server";

export type ReceivedMail = {
  to: string;
  subject: string;
  /** Everything that was sent, with its headers. */
  text: string;
  /** The parts, as their reader sees them. */
  plain: string;
  html: string;
};

export type MailServer = {
  url: string;
  received: ReceivedMail[];
  /** The newest link to `page` that was mailed to `address`. */
  linkTo: (address: string, page: string) => string;
  /** Waits until there are so many mails to `address`. */
  hasMails: (address: string, count?: number) => Promise<ReceivedMail[]>;
  stop: () => Promise<void>;
};

/** A real mail server that takes everything and keeps it. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], closeTimeout: 100 },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString();
        const to = session.envelope.rcptTo[0]?.address ?? "";
        received.push({
          ...{ to, subject: subjectOf(raw), text: decoded(raw) },
          ...{ plain: partOf(raw, "text/plain"), html: partOf(raw, "text/html") },
        });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  const mailsTo = (to: string) => received.filter((mail) => mail.to === to);
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    received,
    linkTo: (to, page) => {
      const links = mailsTo(to).flatMap(({ text }) => text.match(/https?:\/\/[^\s"<]+/g) ?? []);
      const link = links.reverse().find((each) => new URL(each).pathname.startsWith(page));
      if (!link) throw new Error(`No link to ${page} was mailed to ${to}.`);
      return link;
    },
    hasMails: async (to, count = 1) => {
      const begun = Date.now();
      while (mailsTo(to).length < count) {
        if (Date.now() - begun > 20_000) throw new Error(`There are ${mailsTo(to).length} mails to ${to}.`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return mailsTo(to);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable, as far as links need it. */
function decoded(raw: string): string {
  return raw.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
}

/** With its further lines, and its words in UTF-8 decoded. */
function subjectOf(raw: string): string {
  const folded = /^Subject: (.*(?:\r?\n[ \t].*)*)$/m.exec(raw)?.[1] ?? "";
  return folded
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?(Q|B)\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString()
        : quotedPrintable(text.replaceAll("_", " ")),
    )
    .replace(/\s+/g, " ")
    .trim();
}

/** The part of a mail of this type, decoded. */
function partOf(raw: string, type: string): string {
  const boundary = /boundary="?([^"\r\n;]+)"?/.exec(raw)?.[1];
  const parts = boundary ? raw.split(`--${boundary}`) : [raw];
  const part = parts.find((each) => each.includes(`Content-Type: ${type}`)) ?? "";
  const [head = "", ...body] = part.split("\r\n\r\n");
  const text = body.join("\r\n\r\n").replace(/\r\n/g, "\n");
  if (/encoding: base64/i.test(head)) return Buffer.from(text, "base64").toString();
  return /encoding: quoted-printable/i.test(head) ? quotedPrintable(text) : text;
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // What was not encoded is ASCII, so that each character is one byte.
  return Buffer.from(bytes, "latin1").toString();
}

/** The token in a link, wherever it is in it. */
export function tokenIn(link: string): string {
  const { searchParams, pathname } = new URL(link);
  return searchParams.get("token") ?? pathname.split("/").at(-1) ?? "";
}
