// Collects the style and the letters that come from npm into kader/web/assets/vendor/, which is not committed.
// The components stand in a cascade layer, so that our own style always wins without tricks.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const VENDOR = "kader/web/assets/vendor";
const COMPONENTS = [
  "alert",
  "breadcrumb-nav",
  "button",
  "button-group",
  "data-list",
  "form-field",
  "form-field-description",
  "form-field-error-message",
  "form-fieldset",
  "form-label",
  "select",
  "skip-link",
  "status-badge",
  "table",
  "textarea",
  "textbox",
];
const FONTS = ["source-serif-4", "source-sans-3"];
const SCRIPTS = ["latin", "latin-ext"];
const STYLES = ["normal", "italic"];

async function collectComponents() {
  const sheets = COMPONENTS.map((name) => `node_modules/@utrecht/${name}-css/dist/index.min.css`);
  const css = await Promise.all(sheets.map((sheet) => readFile(sheet, "utf-8")));
  const body = css.map((sheet) => sheet.replace(/^@charset "UTF-8";/, "")).join("\n");
  await writeFile(join(VENDOR, "utrecht.css"), `@layer utrecht {\n${body}\n}\n`);
  await copyFile("node_modules/@utrecht/component-library-css/LICENSE.md", join(VENDOR, "utrecht-LICENSE.md"));
}

async function collectFonts() {
  for (const font of FONTS) {
    const source = `node_modules/@fontsource-variable/${font}`;
    for (const script of SCRIPTS) {
      for (const style of STYLES) {
        const file = `${font}-${script}-wght-${style}.woff2`;
        await copyFile(join(source, "files", file), join(VENDOR, file));
      }
    }
    await copyFile(join(source, "LICENSE"), join(VENDOR, `${font}-LICENSE`));
  }
}

await rm(VENDOR, { recursive: true, force: true });
await mkdir(VENDOR, { recursive: true });
await collectComponents();
await collectFonts();
