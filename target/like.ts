import type { ScenarioName } from '../lib/catalog.ts';
import type { CaughtBy, DefectName } from './defects.ts';

/**
 * Systems that the target can be like, each as all of its weaknesses at once (`--like NAME`). What is no weakness of
 * theirs but only their way of doing things, the target does always.
 */
export const LIKE = {
  /** Windmill's community edition, as measured on v1.743.0. */
  'windmill-ce': [
    'windmill-mask-batch',
    'windmill-token-in-access-log',
    'windmill-cached-token',
    'windmill-source-in-errors',
    'windmill-one-queue',
  ],
} as const satisfies Readonly<Record<string, readonly DefectName[]>>;

export type LikeName = keyof typeof LIKE;

export const LIKE_NAMES = Object.keys(LIKE) as LikeName[];

export function isLikeName(name: string): name is LikeName {
  return Object.hasOwn(LIKE, name);
}

/** What scenarios must say of a target that is like a system: what they say of the system itself. */
export const LIKE_VERDICTS: Readonly<
  Record<LikeName, readonly { readonly scenario: ScenarioName; readonly caughtBy: CaughtBy }[]>
> = {
  'windmill-ce': [
    {
      scenario: 'security',
      caughtBy: {
        kind: 'criterion',
        id: 'secrets-hidden',
        and: ['access-denied', 'errors-without-internals'],
      },
    },
  ],
};
