// `npm run catalogue`: prints the providers of the catalogue, what is read of each, and what the definition rests on.
// With `-- --write`, it writes the table into docs/catalogue.md as well.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { cataloguePage, catalogueRow, catalogueTable, evidenceCounts } from "./catalogue/catalogueTable.ts";
import { readCatalogue } from "./catalogue/readCatalogue.ts";
import { root } from "./helpers/root.ts";

const rows = readCatalogue(path.join(root, "catalogue")).map(catalogueRow);
const { live, client, docs } = evidenceCounts(rows);
console.log(catalogueTable(rows));
console.log(
  `\n${rows.length} providers: ${live} on live replies, ${client} on client code, ${docs} on documentation`,
);
if (process.argv.includes("--write"))
  writeFileSync(path.join(root, "docs/catalogue.md"), cataloguePage(rows));
