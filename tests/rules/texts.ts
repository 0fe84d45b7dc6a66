import { parseAst } from "vitest/node";

/** A text that a person may read: the content of a string, a template's piece or a JSX text, with the line it starts on. */
export type Text = { text: string; line: number };

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/** Texts that only programs read: import paths, directives, types, keys, SQL. */
const UNREAD: Record<string, readonly string[]> = {
  ImportDeclaration: ["source", "attributes"],
  ExportNamedDeclaration: ["source", "attributes"],
  ExportAllDeclaration: ["source", "attributes"],
  ImportExpression: ["source"],
  ExpressionStatement: ["directive"],
  Property: ["key"],
  PropertyDefinition: ["key", "typeAnnotation"],
  MemberExpression: ["property"],
  TSLiteralType: ["literal"],
};

/** Attributes whose values are never shown. */
const UNREAD_ATTRIBUTES = new Set(["className", "href", "id", "key", "type", "d", "src"]);

/**
 * Every text of a TypeScript file that a person may read, in order. Comments and names are left out.
 * @throws SyntaxError for a file that can't be parsed.
 */
export function findTexts(source: string, lang: "ts" | "tsx"): Text[] {
  const texts: Text[] = [];
  const lineOf = countLines(source);

  function visit(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    if (isText(value)) texts.push({ text: contentOf(value, source), line: lineOf(value.start) });
    if (isUnread(value)) return;
    const unread = UNREAD[value.type] ?? [];
    for (const [name, child] of Object.entries(value)) if (!unread.includes(name)) visit(child);
  }

  visit(parseAst(source, { lang }));
  return texts;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function isText(node: Node): boolean {
  if (node.type === "Literal") return typeof node.value === "string";
  return node.type === "JSXText" || node.type === "TemplateElement";
}

function isUnread(node: Node): boolean {
  if (node.type === "TaggedTemplateExpression") return isNode(node.tag) && node.tag.name === "sql";
  if (node.type === "ExpressionStatement") return typeof node.directive === "string";
  if (node.type === "JSXAttribute") return isNode(node.name) && UNREAD_ATTRIBUTES.has(String(node.name.name));
  return false;
}

/** As it is written in the file, so that a match's position gives its line. Quotes around a string are dropped. */
function contentOf(node: Node, source: string): string {
  const raw = source.slice(node.start, node.end);
  return node.type === "Literal" ? raw.slice(1, -1) : raw;
}

function countLines(source: string): (offset: number) => number {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => starts.filter((start) => start < offset).length + 1;
}
