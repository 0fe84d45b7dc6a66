import { parseAst } from "vitest/node";

/** A text that a person may read: the content of a string, a template's piece or a JSX text, with the line it starts on. */
export type Text = { text: string; line: number };

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/** Texts that only programs read. */
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
    if (isText(value, source)) texts.push({ text: contentOf(value, source), line: lineOf(value.start) });
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

function isText(node: Node, source: string): boolean {
  if (node.type === "JSXText") return true;
  if (node.type === "Literal" && typeof node.value !== "string") return false;
  if (node.type !== "Literal" && node.type !== "TemplateElement") return false;
  return !CODE.test(contentOf(node, source));
}

/** A single word in lower case is a stored value, a key or a part of one: texts start with a capital or have spaces. */
const CODE = /^[a-z0-9_:./?&=#-]*$/;

function isUnread(node: Node): boolean {
  if (node.type === "TaggedTemplateExpression") return isNode(node.tag) && node.tag.name === "sql";
  if (node.type === "ExpressionStatement") return typeof node.directive === "string";
  if (node.type === "JSXAttribute") return isNode(node.name) && UNREAD_ATTRIBUTES.has(String(node.name.name));
  return false;
}

/** As it is written in the file, so that a match's position gives its line, without its quotes or braces. */
function contentOf(node: Node, source: string): string {
  const raw = source.slice(node.start, node.end);
  if (node.type === "JSXText") return raw;
  return raw.replace(/^["'`}]/, "").replace(/(["'`]|\$\{)$/, "");
}

function countLines(source: string): (offset: number) => number {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => starts.filter((start) => start < offset).length + 1;
}
