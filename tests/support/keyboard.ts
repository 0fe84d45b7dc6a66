import type { Page } from "playwright-core";

/** More stops than any page has between two controls. */
const STOPS_MAX = 150;

/** Presses Tab until a control of that name has the focus, as someone without a mouse does. Throws when none gets it. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    const focused = page.locator(":focus");
    const [there] = (await focused.count()) > 0 ? await Promise.all([nameOf(page)]) : [""];
    if (typeof name === "string" ? there === name : name.test(there)) return;
    passed.push(there);
    await page.keyboard.press("Tab");
  }
  throw new Error(`No control "${name}" got the focus. These did: ${[...new Set(passed)].join(" | ")}`);
}

/** The accessible name of what has the focus, as the browser computes it; empty for the page itself. */
async function nameOf(page: Page): Promise<string> {
  const snapshot = await page.locator(":focus").ariaSnapshot();
  return /^- '?\w+ "((?:[^"\\]|\\.)*)"/.exec(snapshot)?.[1]?.replaceAll('\\"', '"') ?? snapshot;
}

/** Whether something has the focus, and not just the page. */
export async function hasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
}
