/** `npm run readme:picture -- RUN`: the picture of a report that the README shows, made from a run's result. */
import '../scenarios/index.ts';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SUITE_ROOT } from '../build/bundler.ts';
import { LANGUAGES, type Language } from '../lib/i18n/types.ts';
import { readResults } from '../reports/compare/read.ts';
import { renderAll } from '../reports/render/index.ts';
import { findBrowser, launchBrowser } from '../reports/testing/browser.ts';
import { CouldNotRunError, UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const PICTURE = 'docs/report.png';
const WIDTH = 1060;
/** From the top of the page to the end of the first chart, but no more than this. */
const MAX_HEIGHT = 1600;

const HELP = `Makes the picture of a report that the README shows.

  npm run readme:picture -- RUN [--out FILE] [--lang ${LANGUAGES.join('|')}]

RUN     folder of a run, or its result.json
--out   the picture; ${PICTURE} without it
Needs a Chromium: CHROMIUM_BIN names one that is not found by itself.`;

interface Arguments {
  readonly run: string;
  readonly out: string;
  readonly language: Language;
}

/** Null: help was asked for. Throws UsageError with all mistakes at once. */
function readArguments(args: readonly string[]): Arguments | null {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: {
      out: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const problems = tokens.flatMap((token) =>
    token.kind === 'option' && !['out', 'lang', 'help'].includes(token.name)
      ? [`unknown flag ${token.rawName}, must be --out, --lang or --help`]
      : [],
  );
  const wanted = values.lang ?? 'en';
  const language = LANGUAGES.find((name) => name === wanted);
  if (language === undefined)
    problems.push(`--lang is ${JSON.stringify(wanted)}, must be one of ${LANGUAGES.join(', ')}`);
  const [run, ...more] = positionals;
  if (run === undefined) problems.push('no run given: name its folder or its result.json');
  if (more.length > 0) problems.push(`one run at a time: ${positionals.length} were given`);
  if (problems.length > 0 || run === undefined || language === undefined) throw new UsageError(problems);
  const out = typeof values.out === 'string' ? resolve(values.out) : join(SUITE_ROOT, PICTURE);
  return { run, out, language };
}

/** Takes the picture of a page: its top, down to the end of the first chart. */
async function takePicture(executable: string, html: string, out: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'readme-picture-'));
  const browser = await launchBrowser(executable);
  try {
    const path = join(folder, 'report.html');
    await writeFile(path, html);
    const page = await browser.newPage({
      viewport: { width: WIDTH, height: 900 },
      colorScheme: 'light',
      deviceScaleFactor: 1.5,
    });
    await page.goto(pathToFileURL(path).href);
    const chart = await page
      .locator('figure')
      .first()
      .boundingBox({ timeout: 2000 })
      .catch(() => null);
    const end = chart === null ? MAX_HEIGHT : chart.y + chart.height + 16;
    await mkdir(dirname(out), { recursive: true });
    await page.screenshot({
      path: out,
      fullPage: true,
      clip: { x: 0, y: 0, width: WIDTH, height: Math.min(MAX_HEIGHT, end) },
    });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<ExitCode> {
  const given = readArguments(process.argv.slice(2));
  if (given === null) {
    console.log(HELP);
    return EXIT.pass;
  }
  const [result, ...more] = await readResults([given.run], given.language);
  if (result === undefined || more.length > 0) throw new UsageError([`${given.run} is not one run`]);
  const executable = findBrowser();
  if (executable === null) throw new CouldNotRunError('no Chromium was found; CHROMIUM_BIN names one');
  await takePicture(executable, renderAll(result, { language: given.language })['report.html'], given.out);
  console.log(given.out);
  return EXIT.pass;
}

await runMain(main);
