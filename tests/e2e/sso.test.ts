import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { askDatabase } from "../support/ask-database";
import { type Idp, startIdp } from "../support/oidc-provider";
import { browserForFile, type Person, signUp } from "../support/person";

const PASSWORD = "four tall giraffes dance";
const PROVIDER = "Test provider";

let idp: Idp;
let client: ReturnType<Idp["client"]>;
let owner: Person;
let slug: string;
let domain: string;
const open = browserForFile();

beforeAll(async () => {
  idp = await startIdp();
});

afterAll(() => idp?.close());

/** From the sign-in page to the provider, and signs in there. */
async function signInBySso(person: Person, email: string): Promise<void> {
  await person.goTo("/sign-in");
  await person.follow("Continue with your organization");
  await person.page.waitForURL("**/sign-in/sso");
  await person.goTo("/sign-in/sso");
  await person.fill("Work e-mail", email);
  await person.press("Continue");
  await signInThere(person, email);
}

async function signInThere(person: Person, email: string): Promise<void> {
  await person.page.getByRole("heading", { name: PROVIDER }).waitFor();
  await person.fill("E-mail", email);
  await person.press("Continue");
}

async function enterPassword(person: Person, email: string): Promise<void> {
  await person.goTo("/sign-in");
  await person.fill("E-mail", email);
  await person.fill("Password", PASSWORD);
  await person.press("Sign in");
}

/** The text of the row of someone among the members, as the owner reads it. */
async function memberRow(email: string): Promise<string> {
  await owner.goTo(`/${slug}/members`);
  const row = owner.page.getByRole("row").filter({ hasText: email });
  await row.waitFor();
  return (await row.textContent()) ?? "";
}

test("an owner enters the redirect address at the provider, and the provider's client here", async () => {
  owner = await open();
  slug = await signUp(owner, "Single Sign On");
  domain = `${slug}.example`;
  await owner.goTo(`/${slug}/settings/sign-in`);
  const redirect = (await owner.page.getByText(/\/api\/auth\/callback\/org-/).textContent()) ?? "";
  client = idp.client(redirect);
  await owner.fill("Name", PROVIDER);
  await owner.fill("Issuer", `${idp.issuer}/nobody`);
  await owner.fill("Client ID", client.clientId);
  await owner.fill("Client secret", client.clientSecret);
  await owner.press("Save sign-in provider");
  await owner.page.locator("[aria-invalid=true]").waitFor();
  await owner.fill("Issuer", idp.issuer);
  await owner.press("Save sign-in provider");
  await owner.sees("Sign-in provider saved");
  // The address is what was registered there: it must not change by saving.
  await owner.goTo(`/${slug}/settings/sign-in`);
  expect(await owner.page.getByText(/\/api\/auth\/callback\/org-/).textContent()).toBe(redirect);
  expect(await owner.page.content()).not.toContain(client.clientSecret);
});

test("a domain is proved by a record that the page shows, and nobody gets in by it before", async () => {
  await owner.fill("Domain", domain);
  await owner.press("Add domain");
  await owner.sees("Not verified");
  await owner.sees(`_rollcall-challenge.${domain}`);
  await owner.sees(/verify a domain first/);
  expect(await owner.page.getByRole("button", { name: "Require single sign-on" }).count()).toBe(0);
  const early = await open();
  await early.goTo("/sign-in/sso");
  await early.fill("Work e-mail", `early@${domain}`);
  await early.press("Continue");
  await early.sees("No single sign-on is set up for this address.");
  // What a name server would have said: nobody's own serves this domain here.
  const { dataDir } = inject("server");
  const proved = await askDatabase(
    dataDir,
    `update identity_domains set proved_at = now() where domain = '${domain}' returning id`,
  );
  expect(proved).toHaveLength(1);
  await owner.goTo(`/${slug}/settings/sign-in`);
  await owner.page.getByText("Verified", { exact: true }).waitFor();
});

test("somebody of the domain signs in with the provider, and becomes a member with the default role", async () => {
  const sam = await open();
  await signInBySso(sam, `sam@${domain}`);
  await sam.page.waitForURL(`**/${slug}`);
  await sam.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  expect(await memberRow(`sam@${domain}`)).toContain("Viewer");
  await sam.goTo("/account");
  await sam.sees("To change your account, sign in with your password.");
});

test("somebody with an account has to prove it once, before the provider opens it", async () => {
  const email = `bea@${domain}`;
  const before = await open();
  await before.goTo("/sign-up");
  await before.fill("Your name", "Bea Before");
  await before.fill("E-mail", email);
  await before.fill("Password", PASSWORD);
  await before.press("Create account");
  await before.page.waitForURL("**/new-organization");

  const bea = await open();
  await signInBySso(bea, email);
  await bea.page.waitForURL("**/sign-in/link");
  await bea.page.getByRole("heading", { name: "Is this account yours?" }).waitFor();
  await bea.page.getByRole("button", { name: "Send me a link by e-mail" }).waitFor();
  await bea.goTo(`/${slug}/workspaces`);
  await bea.page.waitForURL("**/sign-in?next=*");

  await bea.goTo("/sign-in/link");
  await bea.follow("Sign in with my password");
  await bea.page.waitForURL("**/sign-in?*");
  await bea.goTo(bea.page.url());
  await bea.fill("Password", PASSWORD);
  await bea.press("Sign in");
  await bea.page.getByRole("heading", { name: "Link your sign-in" }).waitFor();
  await bea.press(`Link ${PROVIDER} to my account`);
  await bea.page.waitForURL(`**/${slug}`);
  expect(await memberRow(email)).toContain("Viewer");

  const again = await open();
  await signInBySso(again, email);
  await again.page.waitForURL(`**/${slug}`);
});

test("where single sign-on is required, a password opens the organization for its owner only", async () => {
  await owner.goTo(`/${slug}/settings/sign-in`);
  await owner.press("Require single sign-on");
  await owner.page.getByRole("alertdialog").getByRole("button", { name: "Require single sign-on" }).click();
  await owner.page.getByRole("heading", { name: "Single sign-on is required" }).waitFor();

  const bea = await open();
  await enterPassword(bea, `bea@${domain}`);
  await bea.page.waitForURL("**/sign-in/sso?*");
  await bea.sees("This organization requires that you sign in with its own provider.");
  await bea.goTo(`/${slug}/members`);
  await bea.page.waitForURL("**/sign-in/sso?*");
  await bea.follow(`Continue with ${PROVIDER}`);
  await signInThere(bea, `bea@${domain}`);
  await bea.page.getByRole("heading", { name: "Members", level: 1 }).waitFor();

  const boss = await open();
  await enterPassword(boss, `ada@${domain}`);
  await boss.page.waitForURL(`**/${slug}`);
  await boss.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
});

test("a secret that the provider no longer accepts is told in words, and is mended by entering it again", async () => {
  const renewed = "the renewed secret, which is long enough";
  idp.setSecret(client.clientId, renewed);
  const sam = await open();
  await signInBySso(sam, `sam@${domain}`);
  await sam.page.waitForURL("**/sign-in/sso?error=*");
  await sam.sees(/does not accept the client ID and secret/);
  await sam.goTo(`/${slug}/workspaces`);
  await sam.page.waitForURL("**/sign-in?next=*");

  await owner.goTo(`/${slug}/settings/sign-in`);
  await owner.fill("Client secret", renewed);
  await owner.press("Save sign-in provider");
  await owner.sees("Sign-in provider saved");
  const again = await open();
  await signInBySso(again, `sam@${domain}`);
  await again.page.waitForURL(`**/${slug}`);
});
