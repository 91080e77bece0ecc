import { expect, it } from 'vitest';
import { text } from '../../api/reply.ts';
import { PoolTimedOut } from '../../db/pool-wait.ts';
import { WINDMILL_DEFECTS } from './windmill.ts';

it('says where in the source a wait for the pool ended', () => {
  const error = new PoolTimedOut('the wait is over');
  const reply = text(`SqlErr: ${error.message}`, 400);
  expect(WINDMILL_DEFECTS['windmill-source-in-errors'].failed?.(reply, error)).toEqual({
    ...reply,
    body: 'SqlErr: pool timed out while waiting for an open connection (lib.rs:1571)',
  });
});
