import type { Message } from "@/lib/channels/message";

/**
 * A message as a webhook of Teams' Workflows takes it: an Adaptive Card of version 1.4. Text is in runs of rich text, in which
 * nothing is markdown, so that a name can neither format nor link.
 */
export function teamsOf({ title, organization, lines, facts, sections, action }: Message): unknown {
  const runs = (text: string, style: object = {}, block: object = {}) => ({
    ...{ type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...style }], ...block },
  });
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          ...{ type: "AdaptiveCard", version: "1.4", msteams: { width: "Full" } },
          body: [
            runs(organization, { isSubtle: true, size: "Small" }),
            runs(title, { weight: "Bolder", size: "Medium" }, { spacing: "Small" }),
            ...lines.map((line) => runs(line)),
            ...(facts.length > 0
              ? [{ type: "FactSet", facts: facts.map(([title, value]) => ({ title, value })) }]
              : []),
            ...sections.flatMap((section) => [
              runs(section.title, { weight: "Bolder" }, { spacing: "Medium" }),
              ...section.items.map((item) => runs(`•  ${item}`, {}, { spacing: "Small" })),
            ]),
          ],
          actions: [{ type: "Action.OpenUrl", title: action.label, url: action.href }],
        },
      },
    ],
  };
}
