import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAK_FORMS, LeakFinder, type LeakForm, type WholeAnswer } from './finder.ts';

const CANARY = 'canary-0a1b2c3d4e-';
const answer = (over: Partial<WholeAnswer>): WholeAnswer => ({
  statusText: '200 OK',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
  ...over,
});
const bytes = (text: string) => Buffer.from(text, 'utf8');

/** As encoders do that leave nothing as it is. */
const everyOctet = (text: string) =>
  [...bytes(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const everyUnit = (text: string) =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** How real programs write a text into an answer, by the form that it takes; `lead` shifts what follows in base64. */
const WRITERS: Readonly<Record<LeakForm, readonly ((secret: string, lead: string) => string)[]>> = {
  plain: [(secret, lead) => `${lead}${secret}`],
  url: [everyOctet, (secret) => everyOctet(secret).toUpperCase()],
  json: [everyUnit],
  base64: [
    (secret, lead) => bytes(`${lead}${secret}`).toString('base64'),
    (secret, lead) => bytes(`${lead}${secret} and more`).toString('base64url'),
    (secret, lead) => everyOctet(bytes(`${lead}${secret}`).toString('base64')),
  ],
  hex: [
    (secret, lead) => bytes(`${lead}${secret}`).toString('hex'),
    (secret) => `0x${bytes(secret).toString('hex').toUpperCase()}`,
  ],
};

/** Eight characters and more, of any script, no lone surrogates: those have no encoding. */
const secrets = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((text) => text.trim().length >= 8);
const leads = fc.string({ unit: 'grapheme-ascii', maxLength: 5 });

describe('every form is found', () => {
  for (const form of LEAK_FORMS) {
    test.each(WRITERS[form].map((write, index) => [index, write] as const))(`${form} %i`, (_, write) => {
      const finder = new LeakFinder([CANARY]);
      for (const lead of ['', 'a', 'ab', 'abc']) {
        const written = write(`${CANARY}3-secret`, lead);
        const found = finder.findIn(`before "${written}" after`);
        expect(found).toMatchObject({ secret: 0, form });
        expect(found?.text.slice(found.at)).toContain(`${CANARY}3-secret`);
        // A value that was cut off gives itself away as well.
        expect(finder.findIn(written.slice(0, -1)), written).toMatchObject({ form });
      }
    });
  }

  test('whatever the secret and what stands around it', () => {
    const writers = LEAK_FORMS.flatMap((form) => WRITERS[form]);
    fc.assert(
      fc.property(secrets, leads, fc.constantFrom(...writers), (secret, lead, write) => {
        const found = new LeakFinder([secret]).findIn(`x=${write(secret, lead)}; y`);
        expect(found).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a value of a JSON answer', (secret: string) => JSON.stringify({ v: secret })],
    ['JSON inside of JSON', (secret: string) => JSON.stringify({ log: JSON.stringify({ v: secret }) })],
    ['a query', (secret: string) => new URLSearchParams({ v: secret }).toString()],
    ['a part of a URL', (secret: string) => encodeURIComponent(secret)],
    ['a URL inside of a URL', (secret: string) => encodeURIComponent(encodeURIComponent(secret))],
    ['basic authentication', (secret: string) => `Basic ${btoa(`user:${encodeURIComponent(secret)}`)}`],
  ])('a secret with signs of all kinds is found in %s', (what, write) => {
    for (const secret of ['pa"ss\\word/1', 'two words & more', 'contraseña-año', 'percent%41%zz']) {
      const found = new LeakFinder([secret]).findIn(write(secret));
      // Two encodings around each other are undone where the outer one is not base64.
      if (what === 'basic authentication' && encodeURIComponent(secret) !== secret) continue;
      expect(found, `${secret} as ${write(secret)}`).not.toBeNull();
    }
  });
});

describe('the whole answer is looked at', () => {
  const finder = new LeakFinder(['something else', CANARY]);
  test.each([
    ['status', answer({ statusText: `404 no ${CANARY}1` })],
    ['headers', answer({ headers: { 'X-Debug': 'a', 'X-Trace': btoa(`a ${CANARY}`) } })],
    ['body', answer({ body: `{"a":"${CANARY}"}` })],
  ])('%s', (part, whole) => {
    expect(finder.find(whole)).toMatchObject({ part, secret: 1 });
  });

  test('and a clean one is clean', () => {
    expect(
      finder.find(answer({ body: '{"v":"canary-0a1b2c3d4f-0","percent":"%zz%","u":"\\\\u00"}' })),
    ).toBeNull();
    expect(finder.find(answer({ statusText: '', headers: {}, body: '' }))).toBeNull();
  });
});

test('text that does not hold the secret in any form is no leak', () => {
  const finder = new LeakFinder([CANARY]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(finder.findIn(text)).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test("what is the reader's own is passed over, in every form", () => {
  const finder = new LeakFinder([CANARY]);
  const own = `${CANARY}1-`;
  const foreign = ({ text, at }: { text: string; at: number }) => !text.startsWith(own, at);
  const body = [own, btoa(`x${own}`), everyOctet(own), everyUnit(own), bytes(own).toString('hex')].join(' ');
  expect(finder.find(answer({ body }), foreign)).toBeNull();
  const other = bytes(`xy${CANARY}11-variable`).toString('base64');
  const found = finder.find(answer({ body: `${body} ${other}` }), foreign);
  expect(found).toMatchObject({ form: 'base64' });
  expect(found?.text.slice(found.at)).toBe(`${CANARY}11-variable`);
});

test('what is too short to be told from chance is refused', () => {
  expect(() => new LeakFinder(['1234567'])).toThrow(RangeError);
});
