// Usage: node validate.mjs VOCABULARY PAGE...: the issues of each page as JSON, by the validator of Adobe.
import { readFileSync } from 'node:fs';
import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';

const [vocabulary, ...pages] = process.argv.slice(2);
const schemaOrg = JSON.parse(readFileSync(vocabulary, 'utf8'));
const results = [];
for (const page of pages) {
  const extractor = new WebAutoExtractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] });
  const extracted = extractor.parse(readFileSync(page, 'utf8'));
  const issues = await new Validator(schemaOrg).validate(extracted);
  results.push({ types: Object.keys(extracted.jsonld), errors: extracted.errors ?? [], issues });
}
console.log(JSON.stringify(results));
