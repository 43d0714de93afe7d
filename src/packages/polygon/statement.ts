import type { PackageFiles } from "../package-files.js";

const SECTIONS = ["legend", "input", "interaction", "output", "notes"];

/** The statement in English, else in the first language there is: whole, or put together from its sections. */
export async function readStatement(files: PackageFiles): Promise<string | null> {
  const languages = files
    .under("statement-sections")
    .concat(files.under("statements"))
    .flatMap((name) => name.split("/")[1] ?? []);
  const language = languages.find((name) => name === "english") ?? languages[0];
  if (language === undefined) return null;
  const whole = `statements/${language}/problem.tex`;
  if (files.has(whole)) return files.readText(whole);
  const parts = SECTIONS.map((section) => `statement-sections/${language}/${section}.tex`);
  const texts = await Promise.all(
    parts.filter((name) => files.has(name)).map((name) => files.readText(name)),
  );
  return texts.length === 0 ? null : texts.join("\n\n");
}
