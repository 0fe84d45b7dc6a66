import type { Page, Route } from "playwright-core";
import { axeLook } from "./axe";

/** What a page opens, as "Actions for Anna > Rename: Rename “Anna”", and what is wrong with it. */
export type Openings = { opened: string[]; faults: string[] };

type Control = { id: string; name: string; opens: boolean };
type Look = { isMenu: boolean; title: string; items: string[]; hasFocus: boolean; faults: string[] };

const OPEN = "[role=dialog], [role=alertdialog], [role=menu]";
/** Buttons that open nothing and would only take time, or another page away. */
const OPENS_NOTHING = /^(sign|copy|download|show|hide|collapse|move|sort|clear|view as|previous|next)\b/i;
const SOON_MS = 400;
const SURE_MS = 4_000;
/** Asking at each frame keeps the browser drawing, and the processor from everyone else. */
const POLL_MS = 50;

/**
 * Opens everything that controls of the page open, by keyboard, leaves it with Escape, and says where the focus was not
 * on the control again. Nothing reaches the server but questions. `expected`: openings that are worth waiting for.
 */
export async function openEverything(
  page: Page,
  { within, expected }: { within: "main" | "body"; expected: readonly string[] },
): Promise<Openings> {
  const found: Openings = { opened: [], faults: [] };
  const address = page.url();
  const done = new Set<string>();
  const mark = () => page.evaluate(markControls, { within, nothing: OPENS_NOTHING.source });
  await page.route("**/*", onlyQuestions);
  try {
    let controls = await mark();
    for (let next = controls[0]; next; next = controls.find(({ name }) => !done.has(name))) {
      done.add(next.name);
      await openControl(page, next, expected, found);
      if (page.url() === address && (await page.locator(OPEN).count()) === 0) continue;
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      controls = await mark();
    }
  } finally {
    await page.unroute("**/*", onlyQuestions);
  }
  return found;
}

function onlyQuestions(route: Route): Promise<void> {
  return route.request().method() === "GET" ? route.fallback() : route.abort();
}

async function openControl(
  page: Page,
  control: Control,
  expected: readonly string[],
  found: Openings,
): Promise<void> {
  const isSure = (name: string) => control.opens || expected.some((entry) => entry.startsWith(`${name}:`));
  if (!(await press(page, `[data-walk="${control.id}"]`))) return;
  const look = await lookAt(page, isSure(control.name) ? SURE_MS : SOON_MS);
  if (!look) return;
  await leave(page, { id: control.id, name: control.name, look }, found);
  if (!look.isMenu) return;
  for (const item of look.items) {
    const name = `${control.name} > ${item}`;
    if (OPENS_NOTHING.test(item)) continue;
    await press(page, `[data-walk="${control.id}"]`);
    if (!(await lookAt(page, SURE_MS)) || !(await press(page, "[role=menuitem]", item))) continue;
    const opened = await lookAt(page, isSure(name) ? SURE_MS : SOON_MS, "[role=dialog], [role=alertdialog]");
    if (opened) await leave(page, { id: control.id, name, look: opened }, found);
    else await page.keyboard.press("Escape");
  }
}

/** Puts the focus on the element and presses Enter; false when it is gone. */
async function press(page: Page, selector: string, text?: string): Promise<boolean> {
  const isThere = await page.evaluate(
    ([selected = "", wanted]) => {
      const all = [...document.querySelectorAll<HTMLElement>(selected)];
      const one = all.find((element) => wanted === undefined || element.textContent?.trim() === wanted);
      one?.focus();
      return one !== undefined;
    },
    [selector, text],
  );
  if (isThere) await page.keyboard.press("Enter");
  return isThere;
}

/** What has opened; null when nothing does within the time. */
async function lookAt(page: Page, withinMs: number, selector = OPEN): Promise<Look | null> {
  const handle = await page
    .waitForFunction(lookInPage, selector, { timeout: withinMs, polling: POLL_MS })
    .catch(() => null);
  return handle ? await handle.jsonValue() : null;
}

type Leaving = { id: string; name: string; look: Look };

async function leave(page: Page, { id, name, look }: Leaving, { opened, faults }: Openings): Promise<void> {
  opened.push(`${name}: ${look.isMenu ? "menu" : look.title}`);
  if (!look.hasFocus) faults.push(`${name}: the focus is not in what it opens`);
  faults.push(...look.faults.map((fault) => `${name}: ${fault}`));
  if (!look.isMenu)
    faults.push(
      ...(await axeLook(page, "[role=dialog], [role=alertdialog]")).map((line) => `${name}: ${line}`),
    );
  await page.keyboard.press("Escape");
  const isBack = await page
    .waitForFunction(isFocusBack, { id, selector: OPEN }, { timeout: 20_000, polling: POLL_MS })
    .catch(() => null);
  if (!isBack) faults.push(`${name}: after Escape ${await page.evaluate(focusInWords)}`);
}

/** In the page: gives each control a mark. Of rows that are alike, only the controls of the first. */
function markControls({ within, nothing }: { within: string; nothing: string }): Control[] {
  const seen = new Set<string>();
  const places: Element[] = [];
  const placeOf = (element: Element | null | undefined) => {
    if (element && !places.includes(element)) places.push(element);
    return element ? places.indexOf(element) : -1;
  };
  return [...document.querySelectorAll<HTMLElement>(`${within} :is(button, [aria-haspopup])`)].flatMap(
    (element, at) => {
      const name = (element.getAttribute("aria-label") ?? element.textContent ?? "")
        .trim()
        .replace(/\s+/g, " ");
      const opens = element.hasAttribute("aria-haspopup");
      const isOther =
        ":disabled, [type=submit], [role=combobox], [role=checkbox], [role=switch], [role=radio]";
      if (name === "" || element.matches(isOther) || !element.checkVisibility()) return [];
      if (!opens && new RegExp(nothing, "i").test(name)) return [];
      const row = element.closest("tr, li, article, [role=row], [role=listitem]");
      const kind = row ? `${placeOf(row.parentElement)} ${element.className} ${name.split(" ")[0]}` : name;
      if (seen.has(kind)) return [];
      seen.add(kind);
      element.dataset.walk = String(at);
      return [{ id: String(at), name, opens }];
    },
  );
}

/** In the page: what is open and on top; null, so that it is asked again, for nothing. */
function lookInPage(selector: string): Look | null {
  const open = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) =>
    element.checkVisibility(),
  );
  const top = open.at(-1);
  if (!top) return null;
  const hasFocus = top.contains(document.activeElement);
  const isMenu = top.getAttribute("role") === "menu";
  const labelledBy = document.getElementById(top.getAttribute("aria-labelledby") ?? "");
  const title = (labelledBy?.textContent ?? top.getAttribute("aria-label") ?? "").trim();
  const items = [...top.querySelectorAll("[role=menuitem]:not(a, [aria-disabled=true])")];
  const faults: string[] = [];
  const buttons = [...top.querySelectorAll("[data-slot=dialog-footer] button")].map(
    (button) => button.textContent,
  );
  if (buttons.findIndex((text) => /^(Cancel|Close|Stay)$/.test(text ?? "")) > 0)
    faults.push(`its buttons are ${buttons.join(", ")}`);
  const isCentred = /^(alert-)?dialog-content$/.test(top.dataset.slot ?? "");
  if (isCentred && ![448, 512, 672, 768].includes(top.offsetWidth))
    faults.push(`it is ${top.offsetWidth} px wide`);
  return { isMenu, title, items: items.map((item) => item.textContent?.trim() ?? ""), hasFocus, faults };
}

/** In the page: whether nothing is open any more and the control has the focus. */
function isFocusBack({ id, selector }: { id: string; selector: string }): boolean {
  const isOpen = [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
  return (
    !isOpen && document.activeElement instanceof HTMLElement && document.activeElement.dataset.walk === id
  );
}

function focusInWords(): string {
  const { activeElement: focused } = document;
  const name = focused?.getAttribute("aria-label") ?? focused?.textContent?.trim().slice(0, 40);
  return `the focus is on ${focused?.tagName.toLowerCase()} "${name}"`;
}
