/** The form of `workload.yaml`, and what it becomes. */
import { z } from 'zod';
import {
  duration as durationSetting,
  integer,
  type Parser,
  thinkTime,
  windmillPath,
  workspaceId,
} from '../../lib/settings/parsers.ts';
import { templateProblems } from '../../lib/workload/arguments.ts';
import {
  type ArgumentTemplate,
  RUNNABLE_KINDS,
  type Runnable,
  type Workload,
  type WorkloadDuration,
  type WorkloadItem,
} from '../../lib/workload/workload.ts';
import { lognormalByP95, MAX_P95_RATIO } from '../plan/service-time.ts';

const HOURS = 24;
const MAX_ITEMS = 200;
const LONGEST_SECONDS = 30 * 86_400;

/** A scalar of the file as text, through one of the suite's parsers. */
const parsed = <T>(parser: Parser<T>) =>
  z.union([z.string(), z.number()]).transform((given, context): T => {
    const outcome = parser(String(given).trim());
    if (outcome.ok) return outcome.value;
    context.addIssue({ code: 'custom', message: `is ${JSON.stringify(given)}, must be ${outcome.expected}` });
    return z.NEVER;
  });

const RATE_UNITS: Readonly<Record<string, number>> = { s: 3600, min: 60, h: 1, day: 1 / HOURS, d: 1 / HOURS };

/** Jobs an hour from `300/h`, `5 / min`, `2/s` or `1000/day`. */
export const rateParser: Parser<number> = (raw) => {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*\/\s*(s|min|h|day|d)$/.exec(raw);
  const value = Number(match?.[1]) * (RATE_UNITS[match?.[2] ?? ''] ?? Number.NaN);
  return value > 0 && value <= 3600 * 100_000
    ? { ok: true, value }
    : { ok: false, expected: 'a rate above 0 such as 300/h, 5/min, 2/s or 1000/day' };
};

const runnableParser: Parser<Runnable> = (raw) => {
  const [kind, path = ''] = raw.split(':', 2);
  const known = RUNNABLE_KINDS.find((name) => name === kind);
  if (known === undefined || !windmillPath(path).ok) {
    return { ok: false, expected: 'script:f/folder/name or flow:f/folder/name' };
  }
  return { ok: true, value: { kind: known, path } };
};

const seconds = parsed(durationSetting(0, LONGEST_SECONDS));

const quantiles = z.record(z.string(), seconds).transform((given, context): WorkloadDuration['quantiles'] => {
  const read = Object.entries(given).map(([name, value]) => {
    const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name);
    if (percent === null) {
      context.addIssue({ code: 'custom', message: `has ${JSON.stringify(name)}, must be p0 to p100` });
    }
    return { p: Number(percent?.[1]) / 100, seconds: value };
  });
  const sorted = read.sort((a, b) => a.p - b.p);
  if (sorted.length < 2) context.addIssue({ code: 'custom', message: 'must have two quantiles at least' });
  if (sorted.some(({ seconds: at }, index) => at < (sorted[index - 1]?.seconds ?? 0))) {
    context.addIssue({ code: 'custom', message: 'must not fall: a higher quantile takes no less time' });
  }
  return sorted;
});

const durationSchema = z.union([
  seconds.transform((mean): WorkloadDuration => ({ meanSeconds: mean, p95Seconds: null, quantiles: [] })),
  z
    .strictObject({ mean: seconds, p95: seconds.optional(), quantiles: quantiles.optional() })
    .transform(({ mean, p95, quantiles: recorded }, context): WorkloadDuration => {
      if (p95 !== undefined && recorded === undefined && lognormalByP95(mean, p95) === null) {
        context.addIssue({
          code: 'custom',
          path: ['p95'],
          message: `is ${p95} s with a mean of ${mean} s, must be 1 to ${MAX_P95_RATIO.toFixed(2)} times the mean (or give quantiles)`,
        });
      }
      return { meanSeconds: mean, p95Seconds: p95 ?? null, quantiles: recorded ?? [] };
    }),
]);

const profileSchema = z
  .array(z.number('must be a number').min(0, 'must not be below 0'))
  .length(HOURS, 'must have 24 numbers, one an hour from 0 to 23 UTC')
  .transform((weights, context) => {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / HOURS;
    if (mean > 0) return weights.map((weight) => weight / mean);
    context.addIssue({ code: 'custom', message: 'must have a number above 0' });
    return z.NEVER;
  });

const argumentsSchema = z.record(z.string(), z.json()).superRefine((given, context) => {
  const visit = (value: ArgumentTemplate, path: readonly (string | number)[]): void => {
    if (typeof value === 'string') {
      for (const message of templateProblems(value)) {
        context.addIssue({ code: 'custom', path: [...path], message });
      }
    } else if (Array.isArray(value)) {
      (value as readonly ArgumentTemplate[]).forEach((entry, index) => {
        visit(entry, [...path, index]);
      });
    } else if (value !== null && typeof value === 'object') {
      for (const [name, entry] of Object.entries(value)) visit(entry, [...path, name]);
    }
  };
  visit(given as ArgumentTemplate, []);
});

const FLAT = Array.from({ length: HOURS }, () => 1);

/** What concerns two fields is said together with what is wrong in each, not only when the rest is right. */
const together = (path: string) => ({
  path: [path],
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
});

const itemSchema = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    runnable: parsed(runnableParser),
    arguments: argumentsSchema.default({}),
    rate: parsed(rateParser).optional(),
    users: z.number().positive('must be above 0').max(100_000).optional(),
    thinkTime: parsed(thinkTime).optional(),
    profile: profileSchema.default(FLAT),
    tenant: parsed(workspaceId).optional(),
    tag: z.string().max(100).default(''),
    priority: parsed(integer(0, 100)).default(0),
    duration: durationSchema.optional(),
    failures: z.number().min(0).max(1).optional(),
  })
  .refine(({ rate, users }) => rate !== undefined || users !== undefined, {
    ...together('rate'),
    error: 'is missing: give a rate, or users',
  })
  .refine(({ rate, users }) => rate === undefined || users === undefined, {
    ...together('users'),
    error: 'does not go with a rate: give one of them',
  })
  .refine(({ thinkTime: think, users }) => think === undefined || users !== undefined, {
    ...together('thinkTime'),
    error: 'goes with users only',
  })
  .transform((item): WorkloadItem => {
    const { rate, users } = item;
    const thinkSeconds = item.thinkTime ?? { min: 0, max: 0 };
    return {
      name: item.name ?? item.runnable.path,
      runnable: item.runnable,
      arguments: item.arguments as WorkloadItem['arguments'],
      load:
        users === undefined
          ? { kind: 'arrivals', jobsPerHour: rate ?? 0 }
          : { kind: 'users', users, thinkSeconds },
      profile: item.profile,
      tenant: item.tenant ?? null,
      tag: item.tag,
      priority: item.priority,
      duration: item.duration ?? null,
      failures: item.failures ?? null,
    };
  });

export const WORKLOAD_VERSION = 1;

export const workloadSchema = z
  .strictObject({
    version: z.literal(WORKLOAD_VERSION, `must be ${WORKLOAD_VERSION}`),
    name: z.string().min(1).max(200).default('workload'),
    /** Where it comes from, for people. */
    recorded: z.record(z.string(), z.json()).optional(),
    items: z.array(itemSchema).min(1, 'must have an item at least').max(MAX_ITEMS),
  })
  .transform(({ name, items }): Workload => ({ name, items }));
