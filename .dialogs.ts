import { launchBrowser } from "./tests/support/browser";
const base = process.env.BASE ?? "http://localhost:4700";
const browser = await launchBrowser();
const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
context.setDefaultTimeout(8000);
const page = await context.newPage();
await page.goto("/sign-in");
await page.getByLabel("E-mail", { exact: true }).fill("demo@rollcall.example");
await page.getByLabel("Password", { exact: true }).fill("call the roll nightly");
await page.getByRole("button", { name: "Sign in", exact: true }).click();
await page.waitForURL((u) => !u.pathname.startsWith("/sign-in"));
const shape = (p: string) => p.split("?")[0]!.split("/").map((s) => (/^\d+$|^[0-9a-f-]{24,36}$/.test(s) ? ":id" : s)).join("/");
const SKIP = /sign out|mark all|account menu|^dark|^light|system|sync now|pause|resume|export|download|copy|use .* as|back|next page|previous|sort|clear|show|hide|collapse|apply|discard|cancel|restore|search|notifications|organization|theme|checkbox|toggle|more|up|down/i;
const start = (process.env.PAGES ?? "").split(",").filter(Boolean);
const queue = start.length ? start : ["/aurora/workspaces"]; const seen = new Set(queue.map(shape));
const open = () => page.locator("[role=dialog]:visible, [role=alertdialog]:visible");
const where = () => page.evaluate(() => { const e = document.activeElement; return e ? `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent?.slice(0, 30)}` : "none"; });
async function ready(p: string) { await page.goto(p); await page.waitForLoadState("networkidle").catch(() => {}); }
let n = 0; const done = new Set<string>();
while (queue.length && n++ < 90) {
  const p = queue.shift()!;
  try {
    await ready(p);
    for (const l of await page.$$eval("a[href]", (as) => as.map((a) => a.getAttribute("href")!))) {
      const u = new URL(l, page.url()); if (u.origin !== base || /files\/|data\.|\.csv|\/api\/|export|\/p\//.test(u.pathname)) continue;
      if (!start.length && !seen.has(shape(u.pathname)) && !/volunteers|seasonal/.test(u.pathname)) { seen.add(shape(u.pathname)); queue.push(u.pathname); }
    }
    const buttons = await page.locator("main button:visible:not([role=combobox]):not([role=checkbox]):not([role=switch]):not([role=radio]):not([type=submit])").evaluateAll((bs) => bs.map((b) => b.getAttribute("aria-label") ?? b.textContent?.trim() ?? ""));
    const names = [...new Set(buttons)].filter((b) => b);
    let actions = false;
    for (const name of names) {
      const isMenu = /^Actions for/.test(name); if (isMenu && actions) continue; if (isMenu) actions = true;
      if (!isMenu && SKIP.test(name)) continue;
      const key = `${shape(p)} ${isMenu ? "Actions" : name}`; if (done.has(key)) continue; done.add(key);
      const go = async (item?: string) => {
        const b = page.getByRole("button", { name, exact: true }).first();
        await b.focus(); await page.keyboard.press("Enter");
        if (item) { const m = page.getByRole("menuitem", { name: item, exact: true }); await m.focus(); await page.keyboard.press("Enter"); }
        await open().first().waitFor({ timeout: 2500 }).catch(() => {});
        if (!(await open().count())) { const u = new URL(page.url()).pathname; if (u !== p.split("?")[0]) { await ready(p); } else await page.keyboard.press("Escape"); return; }
        await page.waitForTimeout(200);
        const title = await open().first().evaluate((d) => { const l = d.getAttribute("aria-labelledby"); return l ? document.getElementById(l)?.textContent : d.getAttribute("aria-label"); });
        const inside = await page.evaluate(() => document.activeElement?.closest("[role=dialog],[role=alertdialog]") !== null);
        await page.keyboard.press("Escape"); await open().first().waitFor({ state: "hidden", timeout: 3000 }).catch(() => {});
        await page.waitForTimeout(250);
        const same = await b.evaluate((e) => e === document.activeElement).catch(() => false);
        console.log(same && inside ? "ok  " : "LOST", shape(p), "|", name, item ?? "", "|", title, "|", inside ? "" : "focus not inside", same ? "" : await where());
        if (await open().count()) { console.log("  STUCK"); await ready(p); }
      };
      try {
        if (isMenu) {
          const b = page.getByRole("button", { name, exact: true }).first(); await b.focus(); await page.keyboard.press("Enter");
          const items = await page.getByRole("menuitem").allTextContents(); await page.keyboard.press("Escape"); await page.waitForTimeout(150);
          for (const i of items) if (!/sync now|pause|resume|view|open|settings|sign|check conn|copy|up$|down$|^edit$/i.test(i)) await go(i.trim());
        } else await go();
      } catch (e) { console.log("ERR ", shape(p), name, String(e).split("\n")[0]); await ready(p); }
    }
  } catch (e) { console.log("ERR", p, String(e).split("\n")[0]); }
}
await browser.close();
