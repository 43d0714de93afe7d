import { writeFile } from "node:fs/promises";

import { pipelineJsonSchema } from "../src/settings/pipeline-schema.js";

const file = new URL("../schema/pipeline.schema.json", import.meta.url);
await writeFile(file, `${JSON.stringify(pipelineJsonSchema(), null, 2)}\n`);
