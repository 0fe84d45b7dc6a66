import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { Button } from "@/components/ui/button";

const close = () => {};
const buttonsOf = (html: string) =>
  [...html.matchAll(/<button[^>]*type="(\w+)"[^>]*>([^<]*)/g)].map(([, type, text]) => `${text} (${type})`);

test("Cancel comes first and the verb last, whatever order they are given in", () => {
  const foot = createElement(
    DialogFoot,
    { verb: "Add field", onCancel: close },
    createElement(Button, { variant: "outline" }, "Check again"),
  );
  expect(buttonsOf(renderToStaticMarkup(foot))).toEqual([
    "Cancel (button)",
    "Check again (button)",
    "Add field (submit)",
  ]);
});

test("a verb that does something of its own submits no form", () => {
  const foot = createElement(DialogFoot, { verb: "Done", onVerb: close });
  expect(buttonsOf(renderToStaticMarkup(foot))).toEqual(["Done (button)"]);
});

test("where there is nothing to cancel, the button says so", () => {
  const foot = createElement(DialogFoot, { onCancel: close, cancel: "Close" });
  expect(buttonsOf(renderToStaticMarkup(foot))).toEqual(["Close (button)"]);
});
