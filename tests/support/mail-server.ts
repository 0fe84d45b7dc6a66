import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string; subject: string; text: string };

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
        received.push({ to, subject: /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? "", text: decoded(raw) });
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

/** The token in a link, wherever it is in it. */
export function tokenIn(link: string): string {
  const { searchParams, pathname } = new URL(link);
  return searchParams.get("token") ?? pathname.split("/").at(-1) ?? "";
}
