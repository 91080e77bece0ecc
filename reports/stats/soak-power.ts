/**
 * Measures how often the soak verdict is right on simulated series, and writes the tables into README.md beside this
 * file: `tsx reports/stats/soak-power.ts` (with `--check`: compare only). Exits with 1 if a promise is broken or, with
 * `--check`, if the document differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SERIES_KINDS } from './simulation.ts';
import { keepsTarget, LIMITS, measureRates, type RateCase, type Rates, TARGETS } from './soak-rates.ts';

const SERIES = 4000;
const SEED = 1;
const START = '<!-- soak-power: generated -->';
const END = '<!-- /soak-power -->';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function describeCase({ series, options, budget }: RateCase): string {
  const settings = [
    `${options?.size ?? SERIES_KINDS[series].size} sd`,
    options?.phi === undefined ? '' : `φ ${options.phi}`,
    options?.points === undefined ? '' : `${options.points} points`,
    budget === undefined ? '' : `budget ${budget} sd`,
  ];
  return `${series} (${settings.filter(Boolean).join(', ')})`;
}

function promise({ alarms }: RateCase): string {
  if (!alarms) return '';
  return 'atMost' in alarms ? `≤ ${percent(alarms.atMost)}` : `≥ ${percent(alarms.atLeast)}`;
}

function table(measured: readonly (readonly [RateCase, Rates])[]): string {
  const rows = measured.map(
    ([rateCase, { shares, alarms }]) =>
      `| ${describeCase(rateCase)} | ${rateCase.kind} | ${percent(alarms)} | ${promise(rateCase)} | ` +
      `${percent(shares.leak)} | ${percent(shares.degrading)} | ${percent(shares.stable)} | ${percent(shares.inconclusive)} |`,
  );
  return [
    '| series | judged as | alarms | promised | leak | degrading | stable | inconclusive |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The formatter pads tables; that is no difference. */
const unpadded = (text: string): string => text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---');

const measure = (cases: readonly RateCase[]) =>
  cases.map((rateCase) => [rateCase, measureRates(rateCase, SERIES, SEED)] as const);

const targets = measure(TARGETS);
const generated = [
  START,
  '',
  `${SERIES} series a row, seeds ${SEED} to ${SERIES + SEED - 1}; φ = .8, 120 points after the warm-up and a budget of 0 unless said otherwise.`,
  '',
  table(targets),
  '',
  'What changes with the noise, the length and the size (measured, not promised):',
  '',
  table(measure(LIMITS)),
  '',
  END,
].join('\n');

const path = fileURLToPath(new URL('README.md', import.meta.url));
const document = readFileSync(path, 'utf8');
const before = document.slice(0, document.indexOf(START));
const after = document.slice(document.indexOf(END) + END.length);
const updated = before + generated + after;

const broken = targets.filter(([rateCase, rates]) => !keepsTarget(rateCase, rates));
for (const [rateCase, { alarms }] of broken) {
  console.error(
    `${describeCase(rateCase)} as ${rateCase.kind}: ${percent(alarms)} alarms, promised ${promise(rateCase)}`,
  );
}
const stale = process.argv.includes('--check') && unpadded(updated) !== unpadded(document);
if (stale) console.error('README.md does not hold the measured tables: run tsx reports/stats/soak-power.ts');
if (!process.argv.includes('--check')) writeFileSync(path, updated);
console.log(generated);
process.exitCode = broken.length > 0 || stale ? 1 : 0;
