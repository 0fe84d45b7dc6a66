import type { Locator } from "playwright-core";
import type { Person } from "./person";

/** A person whose clicks are counted by the pages themselves, so that none is forgotten. */
export type Counted = {
  clicks: () => number;
  /** What was clicked, in words. */
  log: string[];
  /** Types into a field: reached by Tab from where the focus is, else by a click. */
  type: (label: string, text: string) => Promise<void>;
};

const TABS_MAX = 8;

/** From now on every press of the mouse is counted, on this page and on those that follow. */
export async function countClicks({ page }: Person): Promise<Counted> {
  const log: string[] = [];
  await page.exposeFunction("noteClick", (what: string) => void log.push(what));
  await page.addInitScript(() => {
    document.addEventListener(
      "pointerdown",
      ({ target }) => {
        const at =
          target instanceof Element ? (target.closest("a, button, input, label, [role]") ?? target) : null;
        const text = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
        // Put there by Playwright.
        (window as unknown as { noteClick: (what: string) => void }).noteClick(text.trim().slice(0, 60));
      },
      { capture: true },
    );
  });

  async function isFocused(field: Locator): Promise<boolean> {
    return field.evaluate((element) => element === document.activeElement);
  }

  return {
    log,
    clicks: () => log.length,
    type: async (label, text) => {
      const field = page.getByLabel(label, { exact: true });
      await field.waitFor();
      for (let tabs = 0; tabs < TABS_MAX && !(await isFocused(field)); tabs++)
        await page.keyboard.press("Tab");
      if (!(await isFocused(field))) await field.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
}
