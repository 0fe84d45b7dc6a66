import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { below, expectNone, type SourceFile } from "./tree";

// Dialogs look alike: one foot, one list of widths, and what loses something is never in the primary colour.

/** What dialogs are made of. Everything else uses `TitledDialog`, `ConfirmDialog` and `DialogFoot`. */
const PARTS = ["components/ui/dialog", "components/ui/alert-dialog", "components/ui/dialog-footer"];
const USES_PARTS = /^components\/(ui|patterns)\//;

test("dialogs are made in components/patterns", () => {
  const findings = below("app", "components")
    .filter(
      ({ path, imports }) => !USES_PARTS.test(path) && imports.some(({ target }) => PARTS.includes(target)),
    )
    .map(({ path }) => path);
  expectNone(findings, "Use TitledDialog or ConfirmDialog, and DialogFoot for its buttons.");
});

test("a dialog's width is one of the list", () => {
  expectNone(
    below("app", "components").flatMap(ownWidths),
    "Give `width` one of modalWidths (components/ui/dialog.tsx) instead of a class.",
  );
});

test("what loses something has no button in the primary colour", () => {
  expectNone(
    below("app", "components").flatMap(primaryLosses),
    'Give the button variant="destructive", or "outline" where a dialog asks first; leave ConfirmDialog its tone.',
  );
});

test("a width of its own and a loss in the primary colour are found", () => {
  const planted = (text: string): SourceFile => ({ path: "x.tsx", text, lines: [], imports: [] });
  expect(
    ownWidths(planted('const a = <DialogContent className="sm:max-w-xl">b</DialogContent>;')),
  ).toHaveLength(1);
  expect(ownWidths(planted('const a = <DialogContent width="wide">b</DialogContent>;'))).toEqual([]);
  const losses = [
    "<Button>Leave</Button>",
    "<Button onClick={go}>\n  <X />\n  Remove user\n</Button>",
    '<AlertDialogAction variant="default">Leave</AlertDialogAction>',
    '<ConfirmDialog tone="default" confirmLabel="Delete list" />',
    "<ConfirmDialog tone='default' confirmLabel={`Remove them`} />",
    '<DialogFoot verb="Leave organization" />',
  ];
  for (const text of losses) expect(primaryLosses(planted(`const a = ${text};`)), text).toHaveLength(1);
  const fine = [
    '<Button variant="outline">Leave</Button>',
    '<ConfirmDialog confirmLabel="Delete list" />',
    '<ConfirmDialog tone="default" confirmLabel="Undo run" />',
    '<DialogFoot verb="Add field" />',
  ];
  for (const text of fine) expect(primaryLosses(planted(`const a = ${text};`)), text).toEqual([]);
});

const CONTENTS = new Set(["DialogContent", "AlertDialogContent", "TitledDialog"]);
const LOSES = /^(Leave|Delete|Remove|Revoke|Erase|Detach|Discard|Disable|Turn off)\b/;

function ownWidths({ path, text }: SourceFile): string[] {
  return elementsOf(text, path).flatMap(({ name, attributes }) => {
    const classes = attributes.get("className") ?? "";
    return CONTENTS.has(name) && /\b(max-)?w-/.test(classes) ? [`${path}: <${name} ${classes}>`] : [];
  });
}

function primaryLosses({ path, text }: SourceFile): string[] {
  return elementsOf(text, path).flatMap(({ name, attributes, words }) => {
    const label = {
      Button: words,
      AlertDialogAction: words,
      DialogFoot: attributes.get("verb") ?? "",
      ConfirmDialog: attributes.get("confirmLabel") ?? "",
    }[name];
    const look = attributes.get(name === "ConfirmDialog" ? "tone" : "variant");
    const isPrimary = look === "default" || (look === undefined && name !== "ConfirmDialog");
    return label && LOSES.test(label) && isPrimary ? [`${path}: <${name}> ${label}`] : [];
  });
}

type Node = { type: string } & Record<string, unknown>;
type Element = { name: string; attributes: ReadonlyMap<string, string>; words: string };

/** Only these are looked at. */
const NAMES =
  /<(Button|AlertDialogAction|DialogFoot|ConfirmDialog|DialogContent|AlertDialogContent|TitledDialog)\b/;
const read = new Map<string, readonly Element[]>();

/** Every JSX element: its attributes as they are written, strings without quotes, and the text directly in it. */
function elementsOf(source: string, path: string): readonly Element[] {
  const known = read.get(source);
  if (known || !NAMES.test(source)) return known ?? [];
  const found: Element[] = [];
  read.set(source, found);
  function visit(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    if (value.type === "JSXElement") found.push(elementOf(value, source));
    for (const child of Object.values(value)) visit(child);
  }
  visit(parseAst(source, { lang: path.endsWith(".ts") ? "ts" : "tsx" }));
  return found;
}

function elementOf(node: Node, source: string): Element {
  const opening = nodeIn(node, "openingElement");
  const attributes = listIn(opening, "attributes").flatMap((attribute) => {
    const name = nodeIn(attribute, "name");
    return name ? [[String(name.name), writtenIn(nodeIn(attribute, "value"), source)] as const] : [];
  });
  const words = listIn(node, "children").map((child) =>
    child.type === "JSXText" ? String(child.value) : "",
  );
  const name = String(nodeIn(opening, "name")?.name);
  return { name, attributes: new Map(attributes), words: words.join(" ").trim().replace(/\s+/g, " ") };
}

const writtenIn = (node: Node | undefined, source: string) =>
  node
    ? source
        .slice(Number(node.start), Number(node.end))
        .replace(/^\{?["'`]/, "")
        .replace(/["'`]\}?$/, "")
    : "";

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

function nodeIn(node: Node | undefined, name: string): Node | undefined {
  const child = node?.[name];
  return isNode(child) ? child : undefined;
}

function listIn(node: Node | undefined, name: string): Node[] {
  const list = node?.[name];
  return Array.isArray(list) ? list.filter(isNode) : [];
}
