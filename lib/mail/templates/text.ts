import { unreachable } from "@/lib/errors";
import type { Block, Letter } from "@/lib/mail/mail";

/** The text of a mail: what its HTML says, in the same order. Each address is on a line of its own. */
export function textOf({ blocks, footer }: Letter): string {
  const why = footer ? [["--", footer.text, ...footer.links.map(footerLink)].join("\n")] : [];
  return `${[...blocks.map(blockText), ...why].join("\n\n")}\n`;
}

const footerLink = ({ label, href }: { label: string; href: string }) => `${label}:\n${href}`;

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
    case "heading":
      return block.text;
    case "link":
      return block.label ? `${block.label}:\n\n${block.href}` : block.href;
    case "facts":
      return block.facts.map(([label, value]) => `${label}: ${value}`).join("\n");
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    default:
      return unreachable(block);
  }
}
