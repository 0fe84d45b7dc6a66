import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** WCAG 2.2 AA, and what axe calls good practice: landmarks, the order of headings. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What depends on colours, looked at again in dark mode; the rest is the same there. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** What axe finds on the page as it is, one line each: rule, element, why. Looks: light and dark, on a screen and a phone. */
export async function axeFindings(page: Page, within?: string): Promise<string[]> {
  const findings: string[] = [];
  const before = page.viewportSize() ?? WIDE;
  for (const [size, viewport] of [["1440", WIDE] as const, ["360", PHONE] as const]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(settled);
      for (const line of await analyze(page, colorScheme === "dark", within))
        findings.push(`${size} ${colorScheme}: ${line}`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) findings.push(`${size}: the page is ${width} px wide`);
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  return findings;
}

/** One look, as the page is: for dialogs, whose pages are looked at in every size and colour. */
export function axeLook(page: Page, within: string): Promise<string[]> {
  return analyze(page, false, within);
}

async function analyze(page: Page, coloursOnly: boolean, within?: string): Promise<string[]> {
  // Without it each look opens a blank page; our pages have no frames.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (within) builder.include(within);
  // Of what passes, axe would describe every element; selectors are not shown.
  builder.options({
    resultTypes: ["violations"],
    selectors: false,
    rules: { "label-content-name-mismatch": { enabled: true } },
  });
  const asked = coloursOnly ? builder.withRules(COLOURS) : builder.withTags(TAGS);
  const { violations } = await asked.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) =>
        `${id}: ${html.slice(0, 160)} ${failureSummary.split("\n").slice(1).join(" ").trim().slice(0, 160)}`,
    ),
  );
}

/** In the page: once the new size and colours are painted, of what lies outside the window as well. */
function settled(): Promise<void> {
  // What the browser has not rendered yet keeps the colours of before.
  for (const element of document.querySelectorAll<HTMLElement>("body *"))
    if (getComputedStyle(element).contentVisibility === "auto") element.style.contentVisibility = "visible";
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
