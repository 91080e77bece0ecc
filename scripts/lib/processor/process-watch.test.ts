import { expect, it } from 'vitest';
import { watchProcess } from './process-watch.ts';

const TICK_SECONDS = 0.01;

it('tells what a process used since the look before', async () => {
  const look = watchProcess(process.pid);
  await look();
  const [from, before] = [performance.now(), process.cpuUsage()];
  while (performance.now() - from < 250);
  const used = await look();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - from) / 1000;
  // However much of a processor that was: others are at work, too.
  expect(Math.abs((used?.cores ?? 0) * seconds - (user + system) / 1e6)).toBeLessThan(5 * TICK_SECONDS);
  expect(used?.memoryBytes).toBeGreaterThan(2 ** 24);
});

it('is nothing for a process that has ended', async () => {
  expect(await watchProcess(999_999_999)()).toBeNull();
});
