import {
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Row,
  Section,
  Text,
} from "@react-email/components";
import { unreachable } from "@/lib/errors";
import type { Block, Letter } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

/** Colours for mail programs that show a dark page; the ones in line are for all others. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #14181a !important; }
  .card { background-color: #1c2124 !important; border-color: #343b3f !important; }
  .ink { color: #eceff0 !important; }
  .quiet { color: #a3adb2 !important; }
  .line { border-color: #343b3f !important; }
  .button { background-color: #7fd3da !important; color: #08282b !important; }
  .anchor { color: #7fd3da !important; }
}`;

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const INK = { color: "#1b2124", fontSize: "15px", lineHeight: "24px" };
/** What a list of mails shows beside the subject. */
const HIDDEN = { display: "none", maxHeight: 0, overflow: "hidden" };
const QUIET = { color: "#5c666b", fontSize: "13px", lineHeight: "20px" };

/** The HTML form of every mail: no picture, no font to load, nothing fetched when it is opened. */
export function MailLayout({ letter }: { letter: Letter }) {
  const { locale = DEFAULT_LOCALE, subject, organization, blocks, footer } = letter;
  const open = mailTexts(locale)("open");
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{DARK}</style>
      </Head>
      <body
        className="page"
        style={{ backgroundColor: "#f4f6f6", fontFamily: FONT, margin: 0, padding: "24px 12px" }}
      >
        <div style={HIDDEN}>{previewOf(blocks) || subject}</div>
        <Container
          className="card"
          style={{
            ...{ backgroundColor: "#ffffff", border: "1px solid #dfe4e6", borderRadius: "8px" },
            ...{ maxWidth: "560px", padding: "24px" },
          }}
        >
          <Text className="quiet" style={{ ...QUIET, margin: "0 0 16px", fontWeight: 600 }}>
            <bdi>{organization ?? "Rollcall"}</bdi>
          </Text>
          {blocks.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a mail is rendered once
            <MailBlock key={at} block={block} open={open} />
          ))}
          {footer ? <Footer footer={footer} /> : null}
        </Container>
      </body>
    </Html>
  );
}

/** `open`: the label of a button without one. */
function MailBlock({ block, open }: { block: Block; open: string }) {
  switch (block.kind) {
    case "text":
      return (
        <Text className="ink" style={{ ...INK, margin: "0 0 12px" }}>
          {block.text}
        </Text>
      );
    case "heading":
      return (
        <Heading as="h2" className="ink" style={{ ...INK, fontWeight: 600, margin: "20px 0 6px" }}>
          {block.text}
        </Heading>
      );
    case "link":
      return <Action href={block.href} label={block.label ?? open} />;
    case "facts":
      return <Facts facts={block.facts} />;
    case "list":
      return (
        <ul className="ink" style={{ ...INK, margin: "0 0 12px", paddingLeft: "20px" }}>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    default:
      return unreachable(block);
  }
}

/** A button, and its address to copy for those whose mail program shows none. */
function Action({ href, label }: { href: string; label: string }) {
  return (
    <Section style={{ margin: "20px 0" }}>
      <Button
        href={href}
        className="button"
        style={{
          ...{ backgroundColor: "#0c626a", color: "#ffffff", borderRadius: "6px", fontWeight: 600 },
          ...{ fontSize: "15px", lineHeight: "20px", padding: "10px 18px" },
        }}
      >
        {label}
      </Button>
      <Text className="quiet" style={{ ...QUIET, margin: "10px 0 0", wordBreak: "break-all" }}>
        {href}
      </Text>
    </Section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <Section style={{ margin: "0 0 12px" }}>
      {facts.map(([label, value]) => (
        <Row key={label}>
          <Column className="quiet" style={{ ...QUIET, padding: "2px 16px 2px 0", width: "55%" }}>
            {label}
          </Column>
          <Column className="ink" style={{ ...INK, padding: "2px 0", verticalAlign: "top" }}>
            {value}
          </Column>
        </Row>
      ))}
    </Section>
  );
}

function Footer({ footer: { text, links } }: { footer: NonNullable<Letter["footer"]> }) {
  return (
    <>
      <Hr className="line" style={{ borderColor: "#dfe4e6", margin: "24px 0 12px" }} />
      <Text className="quiet" style={{ ...QUIET, margin: 0 }}>
        {text}
      </Text>
      {links.map(({ label, href }) => (
        <Text key={href} style={{ ...QUIET, margin: "4px 0 0" }}>
          <Link href={href} className="anchor" style={{ color: "#0c626a", textDecoration: "underline" }}>
            {label}
          </Link>
        </Text>
      ))}
    </>
  );
}

/** The first line that says something. */
function previewOf(blocks: readonly Block[]): string {
  const texts = blocks.flatMap((block) => (block.kind === "text" && !block.isGreeting ? [block.text] : []));
  return texts[0] ?? "";
}
