import { z } from 'zod';
import { resultSchema } from './result-schema.ts';
import { reportedScenarios } from './scenario-report.ts';

/** The JSON Schema (2020-12) of `result.json`, as text of `result.schema.json`. */
export function resultJsonSchema(): string {
  const scenarios = reportedScenarios();
  const names = scenarios.map(({ spec }) => spec.name);
  const details = [...new Set(scenarios.map((scenario) => scenario.details))];
  const whole = resultSchema.extend({ scenario: z.enum(names), details: z.union(details) });
  const schema = z.toJSONSchema(whole, { target: 'draft-2020-12' });
  return `${JSON.stringify({ ...schema, title: 'Result of a run of the AutWinmill performance suite' }, null, 2)}\n`;
}
