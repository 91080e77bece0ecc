import { expect, it } from 'vitest';
import { text } from '../../api/reply.ts';
import { PoolTimedOut } from '../../db/pool-wait.ts';
import { withSource } from './disclosure.ts';

it('says where in the source a wait for the pool ended', () => {
  const error = new PoolTimedOut('the wait is over');
  const reply = text(`SqlErr: ${error.message}`, 400);
  expect(withSource(reply, error)).toEqual({
    ...reply,
    body: 'SqlErr: pool timed out while waiting for an open connection (lib.rs:1571)',
  });
});
