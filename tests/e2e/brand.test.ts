import { beforeAll, expect, test } from "vitest";
import { axeFindings } from "../support/axe";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { flat, photoWithPlace } from "../support/pictures";
import { enterPortal } from "../support/steps";

// An organization's look, from its settings to the portal, and a picture from the editor to those who may see its page.

const open = browserForFile();
let admin: Person;
let uma: Person;
let org: string;
let portal: string;

beforeAll(async () => {
  admin = await open();
  org = await signUp(admin, "Brand Oy");
  portal = `/p/${org}/people`;
  await createWorkspace(admin, "People");
  await admin.goTo(`/${org}/people/users/new`);
  await admin.fill("E-mail", "uma@example.com");
  await admin.page.getByLabel(/^First name/).fill("Uma");
  await admin.page.getByLabel(/^Last name/).fill("User");
  await admin.press("Add user");
  await admin.page.waitForURL(/\/users\/\d+$/);
});

test("an SVG is refused in words, and a PNG becomes the logo", async () => {
  await admin.goTo(`/${org}/settings`);
  const field = admin.page.getByLabel("Logo file");
  await field.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await admin.sees("This file is not a PNG, JPEG, WebP or GIF picture.");
  const png = await flat(600, 200, "#7a1fa2").png().toBuffer();
  await field.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png });
  await admin.page.getByRole("img", { name: "Current logo" }).waitFor();
  expect(await admin.page.getByText("This file is not").count()).toBe(0);
});

test("a colour that could not be read is changed as little as needed, and the form says how", async () => {
  await admin.fill("Accent colour", "ffe600");
  await admin.sees(/it is darkened to #[0-9a-f]{6} in the light theme\./);
  await admin.press("Save accent colour");
  await admin.sees("Accent colour saved");
  expect(await axeFindings(admin.page)).toEqual([]);
});

test("a picture is uploaded in the editor, and shown in its preview", async () => {
  await admin.goTo(`/${org}/people/pages/new`);
  await admin.fill("Title", "Our office");
  const text = admin.page.getByLabel("Text", { exact: true });
  await text.fill("![x](https://evil.example/pixel.png)");
  await admin.page.getByRole("radio", { name: /^Everyone/ }).click();
  await admin.press("Create page");
  await admin.sees(/Line 1 shows a picture from another address/);
  await text.fill("Come and see.\n\n");
  await admin.page.getByLabel("Picture file").setInputFiles({
    ...{ name: "front-door.jpg", mimeType: "image/jpeg", buffer: await photoWithPlace() },
  });
  const shown = admin.page.getByRole("img", { name: "front door" });
  await shown.waitFor();
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(40);
  await admin.press("Create page");
  await admin.page.waitForURL(/\/pages$/);
});

test("the portal is in the organization's colour with its logo, before and after signing in", async () => {
  uma = await open();
  await uma.goTo(portal);
  const logo = uma.page.locator(`img[src^="${portal}/logo/"]`);
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(480);
  const button = uma.page.getByRole("button", { name: "Send sign-in link" });
  const background = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(background).not.toMatch(/oklch/);
  expect(await axeFindings(uma.page)).toEqual([]);
  await enterPortal(uma, admin, { portal, email: "uma@example.com" });
  await uma.follow("Our office");
  const picture = uma.page.getByRole("img", { name: "front door" });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(40);
  expect(await axeFindings(uma.page)).toEqual([]);
});

test("nothing was complained about in the browser's console but the file that was refused", () => {
  expect(admin.complaints.filter((text) => !/status of 400/.test(text))).toEqual([]);
  expect(uma.complaints).toEqual([]);
});
