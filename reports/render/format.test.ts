import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatChange,
  formatDuration,
  formatFigure,
  formatLimit,
  formatObserved,
  formatP,
} from './format.ts';

const plain = (text: string) => text.replace(/\u00A0/g, ' ');
const parse = (text: string) =>
  Number(
    plain(text)
      .replace('\u2212', '-')
      .replace(/[^\d.e+-]/g, ''),
  );

describe('rounding never moves a figure across its limit', () => {
  test('.995 against limits of 1 and .99', () => {
    expect(plain(formatObserved(0.9951, 1, 'ratio', 'en'))).toBe('0.995 ×');
    expect(plain(formatObserved(0.9996, 1, '', 'en'))).toBe('0.9996');
    expect(plain(formatObserved(0.995, 0.99, 'share', 'en'))).toBe('99.5 %');
    expect(plain(formatObserved(0.98996, 0.99, 'share', 'en'))).toBe('98.996 %');
    expect(plain(formatObserved(0.99996, 0.99, 'share', 'en'))).toBe('99.996 %');
    expect(plain(formatObserved(0.0100004, 0.01, 'share', 'en'))).toBe('1.00004 %');
    expect(plain(formatObserved(1999.7, 2000, 'ms', 'en'))).toBe('1,999.7 ms');
    expect(plain(formatObserved(2000.004, 2000, 'ms', 'en'))).toBe('2,000.004 ms');
    expect(plain(formatObserved(2000, 2000, 'ms', 'en'))).toBe('2,000 ms');
  });

  test('whatever the figure and the limit', () => {
    const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(figure, figure, (observed, limit) => {
        fc.pre([observed, limit].every((value) => Math.abs(value) > 1e-20 || value === 0));
        const shown = parse(formatObserved(observed, limit, 'ms', 'en'));
        const beside = parse(formatLimit('<', limit, 'ms', 'en', observed));
        expect(Math.sign(shown - beside) + 0).toBe(Math.sign(observed - limit) + 0);
      }),
      { numRuns: 1000 },
    );
  });

  test('figures next to their limit, as shares too', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.integer({ min: -3, max: 3 }),
        fc.constantFrom(1e-9, 1e-13, 1e-15),
        (limit, steps, size) => {
          const observed = limit * (1 + steps * size);
          const shown = formatObserved(observed, limit, 'share', 'en');
          const written = formatLimit('<', limit, 'share', 'en', observed);
          if (observed === limit) expect(shown).toBe(written.replace(/^<\u00A0/, ''));
          else expect(Math.sign(parse(shown) - parse(written)) + 0).toBe(Math.sign(observed - limit) + 0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('what is not zero is not printed as zero, what is not all is not printed as all', () => {
    expect(plain(formatFigure(0.00001, 'share', 'en'))).toBe('0.001 %');
    expect(plain(formatFigure(0.99999, 'share', 'en'))).toBe('99.999 %');
    expect(plain(formatFigure(0.0004, '', 'en'))).toBe('0.0004');
    expect(formatP(0.0079, 'en')).toBe('0.008');
    expect(plain(formatP(0.00000002, 'en'))).toBe('< 0.0001');
  });
});

describe('the forms of a language', () => {
  test('decimal comma and grouping in Spanish, four digits together', () => {
    expect(plain(formatFigure(1234567.891, 'ms', 'es'))).toBe('1 234 568 ms');
    expect(plain(formatFigure(1234, 'ms', 'es'))).toBe('1234 ms');
    expect(plain(formatFigure(12.34, 'ms', 'es'))).toBe('12,3 ms');
    expect(plain(formatFigure(12345, 'count', 'en'))).toBe('12,345');
    expect(plain(formatFigure(-4, 'ms', 'en'))).toBe('−4 ms');
  });

  test('units are written, missing figures are words', () => {
    expect(plain(formatFigure(1, 'users', 'en'))).toBe('1 user');
    expect(plain(formatFigure(112, 'users', 'es'))).toBe('112 usuarios');
    expect(formatFigure(null, 'ms', 'en')).toBe('no samples');
    expect(formatObserved(null, 1, 'ms', 'es')).toBe('sin muestras');
    expect(formatFigure(Number.NaN, 'ms', 'en')).toBe('no samples');
  });

  test('limits keep every digit they were set with', () => {
    expect(plain(formatLimit('<', 0.01, 'share', 'en'))).toBe('< 1 %');
    expect(plain(formatLimit('>=', 0.07 + 0.0005, 'share', 'en'))).toBe('≥ 7.05 %');
    expect(plain(formatLimit('>=', 1 - 0.07, 'share', 'en'))).toBe('≥ 93 %');
    expect(plain(formatObserved(0.9300001, 1 - 0.07, 'share', 'en'))).toBe('93.00001 %');
    expect(plain(formatLimit('<', 1 - 0.07, 'share', 'en', 0.93))).toBe('< 92.99999999999999 %');
    expect(plain(formatLimit('<=', 1.5, 'ratio', 'es'))).toBe('≤ 1,5 ×');
  });

  test('durations and changes', () => {
    expect(plain(formatDuration(312.4, 'en'))).toBe('5 min 12 s');
    expect(plain(formatDuration(3600, 'en'))).toBe('1 h');
    expect(plain(formatDuration(4.25, 'es'))).toBe('4,25 s');
    expect(plain(formatChange(0.2941, 'en'))).toBe('+29.4 %');
    expect(plain(formatChange(-0.05, 'es'))).toBe('−5 %');
    expect(formatChange(null, 'en')).toBe('–');
  });
});

test('a change of a share by the hour is in points of a per cent', () => {
  expect(plain(formatFigure(0.0042, 'share/h', 'en'))).toBe('0.42 %/h');
  expect(plain(formatFigure(2, '1/h', 'en'))).toBe('2 per hour');
});
