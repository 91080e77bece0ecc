import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { signalExitCode, type ThreadData, type ThreadReply, type ThreadRequest } from './protocol.ts';

/** How a script's place of execution talks to its worker. */
export interface JobChannel {
  readonly data: ThreadData;
  send(reply: ThreadReply): void;
  onRequest(handle: (request: ThreadRequest) => void): void;
}

/** In a thread of the worker, or in a process that it started for one run. */
export function openJobChannel(): JobChannel {
  return isMainThread ? processChannel() : threadChannel();
}

/** A script that kills its process ends its thread: the job dies, as it would in a process of its own, and no other. */
function threadChannel(): JobChannel {
  const port = parentPort;
  if (port === null) throw new Error('This file runs in a worker thread.');
  const kill = process.kill.bind(process);
  process.kill = (pid, signal = 'SIGTERM') => {
    if (pid === process.pid && signal !== 0) process.exit(signalExitCode(signal));
    return kill(pid, signal);
  };
  return {
    data: workerData as ThreadData,
    send: (reply) => port.postMessage(reply),
    onRequest: (handle) => port.on('message', handle),
  };
}

function processChannel(): JobChannel {
  // A job does not outlive its worker.
  process.on('disconnect', () => process.exit(0));
  return {
    data: JSON.parse(process.argv[2] ?? '{}') as ThreadData,
    send: (reply) => {
      const isLast = reply.type === 'done';
      process.send?.(reply, undefined, undefined, () => isLast && process.exit(0));
    },
    onRequest: (handle) => process.on('message', handle),
  };
}
