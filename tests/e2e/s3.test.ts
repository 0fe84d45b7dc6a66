import { createMessage, encrypt, generateKey, readKey } from "openpgp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pgpKeyId } from "@/lib/model/pgp";
import { attachFile, syncNow } from "../support/hr-server";
import { browserForFile, createWorkspace, type Person, signUp } from "../support/person";
import { type S3TestServer, startS3Server } from "../support/s3-server";
import { applyAll } from "../support/steps";
import { zipOf } from "../support/zip";

// A bucket with a zip file for each night, later encrypted as well.

const HEADER = "ID,Email,First name,Last name,Mobile\n";
const rows = (count: number) =>
  ["1,mona@example.com,Mona,Hagen,", "2,nils@example.com,Nils,Iversen,", "3,oda@example.com,Oda,Jensen,"]
    .slice(0, count)
    .join("\n");
const zipped = (count: number) => zipOf([{ name: "employees.csv", bytes: `${HEADER}${rows(count)}\n` }]);
const PATTERN = "employees_{yyyy}{MM}{dd}.csv.zip";

const open = browserForFile();
let admin: Person;
let org: string;
let server: S3TestServer;

beforeAll(async () => {
  server = await startS3Server();
  await server.put("exports/employees_20260104.csv.zip", zipped(1));
  await server.put("exports/employees_20260105.csv.zip", zipped(2));
  await server.put("exports/readme.txt", "Every night at two.");
  admin = await open();
  org = await signUp(admin, "Buckets Oy");
  await createWorkspace(admin, "Staff");
});

afterAll(() => server.stop());

test("a bucket is checked before it is saved, and what is wrong is put right in the form", async () => {
  await admin.goTo(`/${org}/remote-sources/new`);
  await admin.page.getByRole("link", { name: /Amazon S3, or a service/ }).click();
  await admin.page.waitForURL(/kind=s3/);
  await admin.fill("Name", "Exports");
  await admin.page.getByRole("radio", { name: /^Another S3-compatible service/ }).click();
  await admin.fill("Address", server.endpoint);
  await admin.fill("Bucket", server.bucket);
  await admin.page.getByLabel(/^Region/).fill(server.region);
  await admin.page.getByLabel(/^Prefix/).fill("exports");
  await admin.fill("Access key ID", server.accessKeyId);
  await admin.fill("Secret access key", "not this one");
  await admin.press("Check and save");
  await admin.sees(/Wrong secret access key$/);
  await admin.page.getByRole("dialog").getByRole("button", { name: "Edit", exact: true }).click();
  await admin.fill("Secret access key", server.secretAccessKey);
  await admin.press("Check and save");
  await admin.page.waitForURL(/remote-sources\/[^/]+\/attach/);
  await admin.goTo(`/${org}/remote-sources`);
  await admin.sees("Connection works");
});

test("a file is selected in its folder, and the form shows which one its pattern takes now", async () => {
  await admin.goTo(`/${org}/workspaces`);
  await admin.pick("Staff", "Attach Remote Source");
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /readme\.txt/ }).waitFor();
  await dialog.getByRole("button", { name: /employees_20260104\.csv\.zip/ }).click();
  const path = dialog.getByLabel("Path", { exact: true });
  expect(await path.inputValue()).toBe("employees_20260104.csv.zip");
  await dialog.getByRole("button", { name: /^Use a pattern for files like this/ }).click();
  expect(await path.inputValue()).toBe(PATTERN);
  await admin.sees(
    /A run would take employees_20260105\.csv\.zip.*The newest date\. Also matches: employees_20260104\.csv\.zip\./,
  );
  await path.fill("staff_{yyyy}{MM}{dd}.csv.zip");
  await admin.sees(/No file matches staff_.*employees_2026010\d\.csv\.zip/);
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
});

test("a run takes the newest file out of its zip, and says so", async () => {
  await attachFile(admin, { org, workspace: "Staff", path: `${PATTERN}*` });
  await syncNow(admin, org, "Staff");
  await applyAll(admin);
  await admin.page.getByText("Details of this run").click();
  await admin.sees("employees_20260105.csv.zip");
  await admin.sees("employees.csv in employees_20260105.csv.zip");
  await admin.sees(`Newest match of ${PATTERN}*. Also matched: employees_20260104.csv.zip`);
  await admin.goTo(`/${org}/staff/users`);
  await admin.sees("Nils Iversen");
});

test("a file that is encrypted for the source is decrypted, and its run names the key", async () => {
  await admin.goTo(`/${org}/remote-sources`);
  await admin.pick("Exports", "Edit");
  await admin.press("Create PGP key");
  const link = admin.page.getByRole("link", { name: "Download public key" });
  const armoredKey = decodeURIComponent((await link.getAttribute("href"))?.replace(/^data:[^,]*,/, "") ?? "");
  const key = await readKey({ armoredKey });
  await admin.sees(key.getFingerprint().toUpperCase());
  const message = await createMessage({ binary: zipped(3) });
  const encrypted = await encrypt({ message, encryptionKeys: key, format: "binary" });
  await server.put("exports/employees_20260106.csv.zip.pgp", Buffer.from(encrypted));
  await syncNow(admin, org, "Staff");
  await admin.page.getByText("Succeeded", { exact: true }).first().waitFor();
  await admin.sees("employees_20260106.csv.zip.pgp");
  await admin.page.getByText("Details of this run").click();
  await admin.sees(
    `employees.csv in employees_20260106.csv.zip, encrypted for key ${pgpKeyId(key.getFingerprint())}`,
  );
  await admin.sees(/Also matched: employees_20260105\.csv\.zip, employees_20260104\.csv\.zip/);
  await admin.goTo(`/${org}/staff/users`);
  await admin.sees("Oda Jensen");
});

test("a file for a key that the source does not have changes nothing, and says what to do", async () => {
  const { publicKey } = await generateKey({ userIDs: [{ name: "Someone else" }], format: "object" });
  const message = await createMessage({ binary: zipped(1) });
  const encrypted = await encrypt({ message, encryptionKeys: publicKey, format: "binary" });
  await server.put("exports/employees_20260107.csv.zip.pgp", Buffer.from(encrypted));
  await syncNow(admin, org, "Staff");
  await admin.sees(/is encrypted for .*, not for a key of this Remote Source/);
  await admin.goTo(`/${org}/staff/users`);
  await admin.sees("Oda Jensen");
  expect(admin.complaints).toEqual([]);
});
