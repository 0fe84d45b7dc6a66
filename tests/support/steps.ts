import { expect } from "vitest";
import type { Person } from "./person";

// What people do again and again, by the labels they read.

/** Adds a profile field on the page of profile fields. */
export async function addField(
  { page, press }: Person,
  label: string,
  type: string,
  options: readonly string[] = [],
): Promise<void> {
  await press("Add a profile field");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Label").fill(label);
  await dialog.getByLabel("Type").click();
  await page.getByRole("option", { name: new RegExp(`^${type}`) }).click();
  for (const [at, option] of options.entries()) {
    const input = dialog.getByLabel(`Option ${at + 1}`, { exact: true });
    if (!(await input.isVisible())) await dialog.getByRole("button", { name: "Add an option" }).click();
    await input.fill(option);
  }
  await dialog.getByRole("button", { name: "Add field" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Chooses a CSV file where the page takes one. */
export async function dropCsv(
  { page }: Person,
  name: string,
  text: string,
  where = "CSV file or Excel workbook",
): Promise<void> {
  await page.getByLabel(where, { exact: true }).setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });
}

/** Applies the plan that waits on the page, and says yes where it is asked once more. */
export async function applyAll({ page }: Person, end: RegExp = /^Succeeded/): Promise<void> {
  await page
    .getByRole("button", { name: /^(Apply|Undo) (all|1)/ })
    .first()
    .click();
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: /^(Apply|Undo)/ });
  const ended = page.getByText(end).first();
  await Promise.race([confirm.waitFor(), ended.waitFor()]);
  if (await confirm.isVisible()) await confirm.click();
  await ended.waitFor();
}

/** Goes to a part of a run's page. */
export async function openTab({ page }: Person, name: string): Promise<void> {
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(`^${name}\\b`) })
    .first()
    .click();
  await page.waitForURL(
    new RegExp(name === "Changes" ? "tab=changes|/runs/[^?]*$" : `tab=${name.toLowerCase()}`),
  );
}

/** Lets a user into the portal: they ask for a link, and an admin hands them the mail that was kept. */
export async function enterPortal(
  user: Person,
  admin: Person,
  { portal, email }: { portal: string; email: string },
): Promise<void> {
  await user.goTo(portal);
  await user.fill("Your e-mail address", email);
  await user.press("Send sign-in link");
  await user.sees("a link is on its way");
  const mail = admin.page.getByRole("listitem").filter({ hasText: email }).first();
  // The mail is written once the answer is out, so that the answer reveals nothing.
  const arrived = async () => {
    await admin.goTo("/dev/mails");
    return mail.count();
  };
  await expect.poll(arrived).toBeGreaterThan(0);
  await user.goTo((await mail.getByRole("link").getAttribute("href")) ?? "");
  await user.press("Sign in");
  await user.page.getByRole("button", { name: "Sign out" }).waitFor();
}
