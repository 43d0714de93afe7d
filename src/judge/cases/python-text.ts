const STRING_OR_COMMENT =
  /#[^\n]*|(?:"""|''')(?:\\[^]|[^])*?(?:"""|''')|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g;

/** Python source with strings and comments blanked out, so that what looks like code is code. */
export function withoutStrings(source: string): string {
  return source.replace(STRING_OR_COMMENT, (text) => text.replace(/[^\n]/g, " "));
}

/** The lines below a line that are indented deeper than it. */
export function blockBelow(lines: readonly string[], index: number): readonly string[] {
  const depth = indentation(lines[index] ?? "");
  const end = lines.findIndex(
    (line, at) => at > index && line.trim() !== "" && indentation(line) <= depth,
  );
  return lines.slice(index + 1, end < 0 ? lines.length : end);
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
