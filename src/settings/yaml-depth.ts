import { Lexer } from "yaml";

const MAX_DEPTH = 32;

/**
 * True when brackets, or list dashes on one line, nest deeper than anybody writes by hand. The parser
 * recurses for each level, and a stack that runs out inside the regular expression engine ends the
 * whole process; so the tokens are counted before it starts.
 */
export function tooDeep(text: string): boolean {
  let brackets = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets = Math.max(0, brackets - 1);
    else if (token === "-" || token === "?") dashes += 1;
    else if (token.includes("\n")) dashes = 0;
    if (brackets > MAX_DEPTH || dashes > MAX_DEPTH) return true;
  }
  return false;
}
