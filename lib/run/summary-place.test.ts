import { describe, expect, test } from 'vitest';
import { type SummaryPlaceInput, summaryPlace } from './summary-place.ts';

const place = (input: Partial<SummaryPlaceInput>, folders: readonly string[] = []) =>
  summaryPlace({
    resultsDir: 'reports/results',
    named: false,
    workingDir: '/suite',
    isFolder: (path) => folders.includes(path),
    ...input,
  });

describe('the summary of a plain k6 run', () => {
  test('goes to the folder of the results where it is there', () => {
    expect(place({}, ['/suite/reports/results'])).toEqual({ folder: 'reports/results' });
    expect(place({ resultsDir: '/data', named: true }, ['/data'])).toEqual({ folder: '/data' });
    expect(place({ resultsDir: 'C:\\data', named: true, workingDir: null }, ['C:\\data'])).toEqual({
      folder: 'C:\\data',
    });
  });

  test('stays in the folder that k6 runs in where nobody named another', () => {
    expect(place({})).toEqual({ folder: '.' });
    expect(place({ workingDir: null })).toEqual({ folder: '.' });
  });

  test('is believed to find an absolute RESULTS_DIR where k6 sees no files', () => {
    expect(place({ resultsDir: '/data', named: true, workingDir: null })).toEqual({ folder: '/data' });
  });

  test.each([
    ['absent here', '/suite'],
    ['/absent', '/suite'],
    ['relative', null],
  ])('is refused before any load where RESULTS_DIR is %s, seen from %s', (resultsDir, workingDir) => {
    const refused = place({ resultsDir, named: true, workingDir });
    expect(refused).toEqual({ problem: expect.stringMatching(/^RESULTS_DIR is ".*", must be /) });
    expect(JSON.stringify(refused)).toContain(resultsDir);
  });
});
