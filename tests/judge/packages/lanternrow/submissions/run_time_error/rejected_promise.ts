// Nobody waits for the promise that fails.
import * as fs from "node:fs";

async function brightest(words: string[]): Promise<string> {
  throw new Error(`too dark to see ${words.length} lanterns`);
}

const words: string[] = fs.readFileSync(0, "utf8").split(/\s+/);
void brightest(words).then((word: string) => console.log(word));
