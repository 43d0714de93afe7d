import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import type { PackageFiles } from "../package-files.js";

export const PROBLEM_XML = "problem.xml";

const MAX_XML_BYTES = 4_000_000;

/** Elements that may stand several times: the parser would give one of them as it is, and several as a list. */
const LISTS = new Set(["name", "testset", "test", "solution", "file"]);

const text = z.coerce.string();
const source = z.object({ path: text, type: text.optional() });
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).optional();
const program = z.object({ name: text.optional(), source: source.optional() });

const schema = z.object({
  problem: z.object({
    "short-name": text.optional(),
    names: z
      .object({ name: listOf(z.object({ language: text.optional(), value: text })) })
      .optional(),
    judging: z.object({
      "input-file": text.optional(),
      "output-file": text.optional(),
      testset: z
        .array(
          z.object({
            name: text.optional(),
            "time-limit": z.coerce.number().positive().optional(),
            "memory-limit": z.coerce.number().positive().optional(),
            "test-count": z.coerce.number().int().nonnegative().max(10_000),
            "input-path-pattern": text,
            "answer-path-pattern": text,
            tests: z
              .object({
                test: listOf(
                  z
                    .object({
                      method: text.optional(),
                      cmd: text.optional(),
                      sample: text.optional(),
                    })
                    .or(z.literal("")),
                ),
              })
              .or(z.literal(""))
              .optional(),
          }),
        )
        .min(1),
    }),
    files: z
      .object({
        resources: z
          .object({ file: listOf(source) })
          .or(z.literal(""))
          .optional(),
      })
      .or(z.literal(""))
      .optional(),
    assets: z.object({
      checker: program.optional(),
      interactor: program.optional(),
      solutions: z
        .object({ solution: listOf(z.object({ tag: text, source })) })
        .or(z.literal(""))
        .optional(),
    }),
  }),
});

/** What `problem.xml` says. */
export type PolygonProblem = z.infer<typeof schema>["problem"];

/** A set of tests of a Polygon package. */
export type PolygonTestset = PolygonProblem["judging"]["testset"][number];

/** Reads `problem.xml`. Throws PipelineError "bad_input" with the line or the element that is wrong. */
export async function readProblemXml(files: PackageFiles): Promise<PolygonProblem> {
  const xml = await files.readText(PROBLEM_XML, MAX_XML_BYTES);
  const shownAs = files.shown(PROBLEM_XML);
  const refuse = (what: string): PipelineError =>
    new PipelineError("bad_input", `${shownAs}${what}`, {
      hint: "Export the package from Polygon again.",
    });
  // Polygon writes none, and entities of a file's own are a way to make a small file very large.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw refuse(": a document type is not supported.");
  const validity = XMLValidator.validate(xml);
  if (validity !== true) {
    const { code, line, msg } = validity.err;
    if (code === "InvalidXml") throw refuse(" is not valid XML: it ends too early.");
    throw refuse(`:${line} is not valid XML: ${msg}`);
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    parseTagValue: false,
    isArray: (name, jpath) => LISTS.has(name) && !String(jpath).endsWith("checker.name"),
  });
  const parsed = schema.safeParse(parser.parse(xml));
  if (parsed.success) return parsed.data.problem;
  const [issue] = parsed.error.issues;
  throw refuse(`: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not understood"}.`);
}
