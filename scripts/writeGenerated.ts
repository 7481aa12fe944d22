import fs from "node:fs";
import { generatedFiles } from "../server/protocol/generatedFiles.ts";

for (const { path, text } of generatedFiles((file) => fs.readFileSync(file, "utf8"))) fs.writeFileSync(path, text);
