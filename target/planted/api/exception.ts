import type { DefectHooks } from '../../api/hooks.ts';
import { rawJson } from '../../api/reply.ts';
import { carriesResult } from './job-answers.ts';

let turn = 0;

/** A 200 whose body is no object (`null`) or no JSON (cut off), in turn: a client that trusts the status throws. */
export const exception: DefectHooks = {
  after: (match, request, reply) => {
    const { planted } = request.services;
    if (!carriesResult(match, reply)) return reply;
    if (!planted.strikes('exception', planted.param('exception-every'))) return reply;
    turn += 1;
    return rawJson(turn % 2 === 1 ? 'null' : reply.body.slice(0, Math.ceil(reply.body.length / 2)));
  },
};
