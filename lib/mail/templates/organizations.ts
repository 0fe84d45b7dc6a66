import { hello, type Letter, letter, plainLine } from "@/lib/mail/mail";

const day = (date: Date) =>
  new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);

type Deleted = { owner: string; name: string; who: string; purgeAfter: Date; link: string };

export function organizationDeletedMail({ owner, name, who, purgeAfter, link }: Deleted): Letter {
  const named = plainLine(name);
  return letter({
    subject: `${named} was deleted`,
    organization: named,
    before: [
      hello(owner),
      `${plainLine(who)} deleted the organization ${named}. It is closed for everyone: its pages, its portals, its syncs and its drops.`,
      `An owner can restore it until ${day(purgeAfter)}. After that day everything in it is deleted, and nobody can bring it back.`,
    ],
    ...{ link, action: "Restore organization" },
    after: ["You get this e-mail because you are an owner of the organization."],
  });
}

type Restored = { owner: string; name: string; who: string; link: string };

export function organizationRestoredMail({ owner, name, who, link }: Restored): Letter {
  const named = plainLine(name);
  return letter({
    subject: `${named} was restored`,
    organization: named,
    before: [
      hello(owner),
      `${plainLine(who)} restored the organization ${named}. Syncs that were scheduled run again.`,
    ],
    ...{ link, action: "Open organization" },
    after: ["You get this e-mail because you are an owner of the organization."],
  });
}

type Gone = { owner: string; name: string; id: string; at: Date; rows: number; files: number };

/** The receipt. */
export function organizationGoneMail({ owner, name, id, at, rows, files }: Gone): Letter {
  const named = plainLine(name);
  const written = letter({
    subject: `Everything of ${named} is deleted`,
    organization: named,
    before: [
      hello(owner),
      `The 30 days in which ${named} could be restored are over. Everything of it is deleted from Rollcall. Keep this e-mail as a receipt.`,
    ],
    after: [
      "Copies in backups that the operator of Rollcall has made go with those backups.",
      "Your own account stays. You can delete it on the page of your account.",
    ],
  });
  const facts = [
    ["Organization", named],
    ["ID", id],
    ["Deleted on", day(at)],
    ["Records", rows.toLocaleString("en")],
    ["Files", files.toLocaleString("en")],
  ] as const;
  return {
    ...written,
    blocks: [...written.blocks.slice(0, 2), { kind: "facts", facts }, ...written.blocks.slice(2)],
  };
}
