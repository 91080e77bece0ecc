import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../lib/i18n/types.ts';
import { analyse } from './analysis/analyse.ts';
import { resultJsonSchema } from './json-schema.ts';
import { runFilesFixture, summaryFixture } from './testing/summary-fixture.ts';
import { validatedResult } from './validate-result.ts';

const SCHEMA_FILE = fileURLToPath(new URL('./result.schema.json', import.meta.url));

const validate = new Ajv2020({ allErrors: true, strict: true }).compile(
  JSON.parse(resultJsonSchema()) as object,
);

function problems(value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

describe('result.schema.json', () => {
  // After a change of result-schema.ts: npx vitest run reports/result-schema.test.ts -u
  it('is what result-schema.ts says', async () => {
    await expect(resultJsonSchema()).toMatchFileSnapshot(SCHEMA_FILE);
  });

  const runs = {
    'a healthy run': runFilesFixture(),
    'a burst': runFilesFixture({ scenario: 'burst' }),
    'a plain k6 run': runFilesFixture({ files: { dashboard: null, run: null } }),
    'a run without a single metric': runFilesFixture({
      metrics: {},
      files: { dashboard: null, run: null },
      over: { target: { kind: 'external', atStart: null, atEnd: null } },
    }),
    'a run of no length': runFilesFixture({ loadSeconds: 0 }),
  };
  for (const [name, files] of Object.entries(runs)) {
    it.each(LANGUAGES)(`accepts the result of ${name} (%s)`, (language) => {
      const result = JSON.parse(JSON.stringify(validatedResult(analyse(files, language)))) as unknown;
      expect(problems(result)).toEqual([]);
    });
  }

  it('refuses a result with a verdict that does not exist, or without its validity', () => {
    const result = analyse(runFilesFixture(), 'en');
    expect(problems({ ...result, verdict: 'maybe' })).not.toEqual([]);
    expect(problems({ ...result, validity: undefined })).not.toEqual([]);
    expect(() => validatedResult({ ...result, verdict: 'maybe' })).toThrow(
      /does not fit its schema: verdict:/,
    );
  });

  it('refuses a raw summary', () => {
    expect(problems(summaryFixture())).not.toEqual([]);
  });
});
