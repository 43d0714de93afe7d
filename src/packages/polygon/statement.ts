import type { PackageFiles } from "../package-files.js";

const SECTIONS = ["legend", "input", "interaction", "output", "notes"];

/** The statement in English, else in the first language there is: whole, or put together from its sections. */
export async function readStatement(files: PackageFiles): Promise<string | null> {
  const names = files.names.filter((name) => files.isFollowed(name));
  const languages = ["statement-sections/", "statements/"].flatMap((folder) =>
    names.filter((name) => name.startsWith(folder)).flatMap((name) => name.split("/")[1] ?? []),
  );
  const language = languages.find((name) => name === "english") ?? languages[0];
  if (language === undefined) return null;
  const whole = `statements/${language}/problem.tex`;
  if (names.includes(whole)) return files.readText(whole);
  const parts = SECTIONS.map((section) => `statement-sections/${language}/${section}.tex`);
  const texts = await Promise.all(
    parts.filter((name) => names.includes(name)).map((name) => files.readText(name)),
  );
  return texts.length === 0 ? null : texts.join("\n\n");
}
