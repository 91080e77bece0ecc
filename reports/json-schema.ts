import { z } from 'zod';
import { resultSchema } from './result-schema.ts';

/** The JSON Schema (2020-12) of `result.json`, as text of `result.schema.json`. */
export function resultJsonSchema(): string {
  const schema = z.toJSONSchema(resultSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ ...schema, title: 'Result of a run of the AutWinmill performance suite' }, null, 2)}\n`;
}
