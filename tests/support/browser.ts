import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/**
 * A real browser: the one of CHROMIUM_PATH, or the one inside the npm package `@sparticuz/chromium`, which brings the
 * libraries it needs and so runs where no browser was ever installed. The package's own arguments are not used: they
 * switch the same-origin policy off, which is among the things to be tested.
 */
export async function launchBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const own = process.env.CHROMIUM_PATH;
  if (own) return chromium.launch({ executablePath: own, args });
  const folder = await unpack();
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  // Behind the system's own libraries, so that they are used only where the system has none.
  const libraries = ["/usr/lib/x86_64-linux-gnu", "/usr/lib64", join(folder, "al2023", "lib")].join(":");
  const env = { ...process.env, ...fonts, LD_LIBRARY_PATH: libraries };
  return chromium.launch({ executablePath: join(folder, "chromium"), args, env });
}

/** The unpacked package, kept between runs. Gets its name when it is whole: test runs may meet here. */
async function unpack(): Promise<string> {
  const index = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const described = await readFile(join(dirname(index), "..", "package.json"), "utf8");
  const { version } = JSON.parse(described) as { version: string };
  const folder = join(tmpdir(), `rollcall-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(join(tmpdir(), "rollcall-chromium-"));
  await unpackInto(fresh);
  await writeFile(join(fresh, "fonts.conf"), fontsConf(join(folder, "fonts")));
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}

/** The package unpacks below TMPDIR, and its libraries only where it takes itself to be in Amazon's cloud. */
async function unpackInto(folder: string): Promise<void> {
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
  try {
    const { default: bundled } = await import("@sparticuz/chromium");
    await bundled.executablePath();
  } finally {
    for (const [name, value] of Object.entries({ ...before, LD_LIBRARY_PATH, FONTCONFIG_PATH })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}-cache</cachedir></fontconfig>
`;
}
