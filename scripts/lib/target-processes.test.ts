import { expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { targetProcesses, unknownNote } from './target-processes.ts';

const HERE = 'http://127.0.0.1:1';

it('are those of the embedded target, none of this machine, those named, or whoever listens', () => {
  expect(targetProcesses({ pids: [7] }, HERE, [8])).toEqual({ pids: [7], unknown: null });
  expect(targetProcesses(null, 'https://windmill.example.com', [])).toEqual({ pids: [], unknown: null });
  expect(targetProcesses(null, HERE, [process.pid])).toEqual({ pids: [process.pid], unknown: null });
  const { unknown } = targetProcesses(null, HERE, []);
  expect(unknownNote(unknown)).toMatch(/is not known \(.*LOCAL_TARGET_PIDS can name them$/);
  expect(unknownNote(null)).toBeNull();
});

it('have to run when they are named: all that do not are told at once', () => {
  const wrong = () => targetProcesses(null, HERE, [999_999_998, process.pid, 999_999_999]);
  expect(wrong).toThrow(UsageError);
  expect(wrong).toThrow(/names 999999998.*\n.*names 999999999/);
});
