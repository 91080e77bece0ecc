/** The tokens of this environment, so that no report can carry one of them. */
import { tenants } from '../lib/settings/parsers.ts';
import { tableWith } from '../lib/settings/settings.ts';
import { SETTINGS } from '../lib/settings/table.ts';
import { reportedScenarios } from './scenario-report.ts';

/** Values of the secret settings in an environment; of a list of tenants, the token of each. */
export function secretsOfEnvironment(environment: Readonly<Record<string, string | undefined>>): string[] {
  const secrets: string[] = [];
  const own = Object.assign({}, ...reportedScenarios().map(({ spec }) => spec.settings));
  for (const setting of Object.values(tableWith(own))) {
    const value = environment[setting.env]?.trim() ?? '';
    if (setting.secret !== true || value === '') continue;
    if (setting.env !== SETTINGS.tenants.env) secrets.push(value);
    else {
      const parsed = tenants(value);
      if (parsed.ok) secrets.push(...parsed.value.map(({ token }) => token));
    }
  }
  return secrets;
}
