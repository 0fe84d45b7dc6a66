import { expect, test } from "vitest";
import { checkSource } from "@/lib/pipeline/source/check";
import { failureOf } from "./failure";
import { FILE, faultLab } from "./fault-lab";

const { fetch, server } = faultLab();

const CHECK = "Check the path, including upper and lower case. It starts at the home folder of the login.";
const NFD = "export/Henkilöstö.csv".normalize("NFD");
const NFC = NFD.normalize("NFC");

test.each([
  ["typed composed, kept decomposed", NFC, NFD],
  ["typed decomposed, kept composed", NFD, NFC],
  ["a folder in one form, the file in the other", "Ääni/Ääni.csv", `${"Ääni".normalize("NFD")}/Ääni.csv`],
])("a name is found in either form of Unicode: %s", async (_, typed, kept) => {
  const running = await server({ files: { [kept]: FILE } });
  const { identity, dispose } = await fetch(running.target, { path: typed });
  expect(identity).toMatchObject({ path: typed, sizeBytes: FILE.length });
  await dispose();
  const signal = new AbortController().signal;
  const { result } = await checkSource({ ...running.target, path: typed }, { signal, onStage: () => {} });
  expect(result.ok).toBe(true);
});

test("where both forms are there, the one that was typed is read", async () => {
  const running = await server({ files: { [NFD]: FILE, [NFC]: Buffer.from("composed") } });
  const { identity, dispose } = await fetch(running.target, { path: NFC });
  expect(identity.sizeBytes).toBe(8);
  await dispose();
});

test("a form is found where the folder can't be listed", async () => {
  const running = await server({ files: { [NFD]: FILE } });
  running.faults.refuse = (request) => (request === "LIST" ? "PERMISSION_DENIED" : null);
  const { dispose } = await fetch(running.target, { path: NFC });
  await dispose();
});

test.each([
  ["export/users.csv", "There is Users.csv in export."],
  ["export/Users", "There is Users.csv in export."],
  ["Export/Users.csv", "There is Users.csv in export."],
  ["export\\Users.csv", "There is Users.csv in export."],
  ["C:\\export\\Users.csv", "There is Users.csv in export."],
  ["~/export/Users.csv", "There is Users.csv in export."],
  ['"export/Users.csv"', "There is Users.csv in export."],
  ["sftp://h/export/Users.csv", "There is Users.csv in export."],
  ["export/Users.csv\u200B", "There is Users.csv in export."],
  ["export/Users.txt", "There is Users.csv in export."],
  ["staff.csv", "There is staff‹U+200B›.csv in the home folder."],
  ["export/people.csv", "In export there is: other.csv, Users.csv."],
  ["exports/people.csv", "In the home folder there is: export, many, staff‹U+200B›.csv."],
  ["many/x.csv", "In many there is: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv, 5.csv, 6.csv, 7.csv, and 4 more."],
])("a path that is almost right is told what is there: %j", async (path, whatIsThere) => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`many/${at}.csv`, FILE]));
  const files = { "export/Users.csv": FILE, "export/other.csv": FILE, "staff\u200B.csv": FILE, ...many };
  const running = await server({ files });
  expect(await failureOf(fetch(running.target, { path }))).toMatchObject({
    code: "source_path",
    message: `File error: No such file: ${path}`,
    remedy: `${whatIsThere} ${CHECK}`,
    retry: false,
  });
});

test("an empty folder is told as that, and one that nobody may look into not at all", async () => {
  const running = await server({ files: { ".hidden": FILE } });
  const missing = await failureOf(fetch(running.target));
  expect(missing.remedy).toBe(`There are no files in the home folder. ${CHECK}`);
  running.faults.refuse = (request) => (request === "LIST" ? "PERMISSION_DENIED" : null);
  expect((await failureOf(fetch(running.target))).remedy).toBe(CHECK);
});

test("a check of a connection names what is there too, at the stage that fails", async () => {
  const running = await server({ files: { "export/Users.csv": FILE, "export/late.csv.part": FILE } });
  const signal = new AbortController().signal;
  const last = async (path: string) => {
    const { result } = await checkSource({ ...running.target, path }, { signal, onStage: () => {} });
    return result.stages.at(-1);
  };
  expect(await last("Export/Users.csv")).toMatchObject({
    stage: "open_folder",
    remedy: `There is export in the home folder. ${CHECK}`,
  });
  expect(await last("export/users.csv")).toMatchObject({
    stage: "find_file",
    remedy: `There is Users.csv in export. ${CHECK}`,
  });
  expect(await last("export/late.csv")).toMatchObject({
    stage: "find_file",
    message: "File error: export/late.csv is still being uploaded as late.csv.part",
  });
});

test("a check goes by OPEN, not by STAT", async () => {
  const running = await server();
  running.faults.refuse = (request) =>
    request === "STAT" || request === "FSTAT" ? "PERMISSION_DENIED" : null;
  const signal = new AbortController().signal;
  const { result } = await checkSource(
    { ...running.target, path: "users.csv" },
    { signal, onStage: () => {} },
  );
  expect(result.ok).toBe(true);
});
