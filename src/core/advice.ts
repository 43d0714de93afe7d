/** Where runs are made unless a folder is named. */
const USUAL_FOLDER = "output";

/** What to do next, in words that name commands on a run: each with the folder that it needs to find the run. */
export function adviceFor(directory: string, words: string): string {
  const flag = folderFlag(directory);
  return flag === "" ? words : words.replaceAll(/\bpipeline (?:resume|show)\b/g, `$&${flag}`);
}

function folderFlag(directory: string): string {
  const folder = /^(.*)[/\\][^/\\]+$/s.exec(directory)?.[1] ?? ".";
  if (folder === USUAL_FOLDER) return "";
  return ` -o ${folder === "" ? "/" : quoted(folder)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./\\:@%+,=~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
