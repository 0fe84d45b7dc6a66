import type { Message } from "@/lib/channels/message";

const HEADER_MAX = 150;
const SECTION_MAX = 3_000;
const FIELDS_MAX = 10;

/**
 * A message as Slack's incoming webhooks take it (https://api.slack.com/reference/block-kit/blocks). Names are plain text,
 * which Slack neither formats nor turns into mentions; the one link is ours.
 */
export function slackOf({ title, organization, lines, facts, sections, action }: Message): unknown {
  const plain = (text: string, max = SECTION_MAX) => ({
    ...{ type: "plain_text", text: cut(text, max), emoji: false },
  });
  const section = (text: string) => ({ type: "section", text: plain(text) });
  return {
    // What a notification shows. Here Slack would read mentions and links.
    text: `${escaped(title)} (${escaped(organization)})`,
    unfurl_links: false,
    blocks: [
      { type: "header", text: plain(title, HEADER_MAX) },
      ...lines.map(section),
      ...(facts.length > 0
        ? [
            {
              type: "section",
              fields: facts.slice(0, FIELDS_MAX).map(([label, value]) => plain(`${label}: ${value}`)),
            },
          ]
        : []),
      ...sections.map(({ title, items }) =>
        section([title, ...items.map((item) => `•  ${item}`)].join("\n")),
      ),
      { type: "section", text: { type: "mrkdwn", text: `<${action.href}|${action.label}>` } },
      { type: "context", elements: [plain(organization)] },
    ],
  };
}

/** Slack's three control characters. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
