/**
 * Where the embedded target may answer other than the recorded Windmill, even when it is to be like it. Each stands in
 * `target/README.md` with the same reason; whatever is not listed here is a mistake of the target.
 */
export interface AllowedDifference {
  /** Names of the recorded exchanges. */
  readonly exchanges: readonly string[];
  /** What differs. */
  readonly what: string;
  /** Why no verdict of a scenario can depend on it. */
  readonly reason: string;
  /** It depends on which is quicker. */
  readonly sometimes?: true;
}

export const ALLOWED_DIFFERENCES: readonly AllowedDifference[] = [
  {
    exchanges: ['unknown non-api path'],
    what: 'a path outside of `/api` is answered with a page, not with 404',
    reason:
      'the recorded server was built without its web app, the official images are not; no scenario asks for such a path',
  },
  {
    exchanges: ['run_wait bash'],
    what: 'a script in bash fails',
    reason:
      'the target runs TypeScript; all fixtures are written in it, and a real system runs its own scripts',
  },
  {
    exchanges: ['failed logs'],
    what: 'the log of a job that throws shows no excerpt of its source in colours',
    reason:
      "Bun prints it, not Windmill, and the scripts' own lines are all there; scenarios look in logs for secrets and for the line that each execution prints",
  },
  {
    exchanges: ['variable list', 'token use after delete, other route', 'scoped variables list'],
    what: 'lists of variables are not empty',
    reason:
      "the recorded workspace had none, the target's are set up with those of the fixtures; scenarios look for their own",
  },
  {
    exchanges: ['cancelled scheduled result'],
    what: 'a job that is cancelled while it waits for its time may have ended when it is looked at next',
    reason: 'an idle worker takes it within 50 ms on either system, and the recorded one had not yet looked',
    sometimes: true,
  },
];

/** Recorded exchanges that nothing is sent for. */
export const NOT_SENT: Readonly<Record<string, string>> = {
  'cancel running: ended after': 'a note on how long the job before it took to end',
  'cancel tagged': 'the client refused to send it: the job that it names had not been accepted',
};
