import { type ChildProcess, spawn } from 'node:child_process';
import type { FromGuardian, GuardianConfig, ToGuardian } from '../postgres/guardian-protocol.ts';

/** The guardian as its supervisor sees it. */
export class Guardian {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #postgresPid: number | undefined;

  constructor(program: string) {
    this.#child = spawn(process.execPath, [program], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      windowsHide: true,
    });
    this.#gone = new Promise((resolve) => this.#child.once('exit', () => resolve()));
  }

  get postgresPid(): number | undefined {
    return this.#postgresPid;
  }

  /** Resolves once the database server has been started (or the database made); rejects with the reason it was not. */
  async begin(config: GuardianConfig): Promise<void> {
    const answer = new Promise<FromGuardian>((resolve) => {
      this.#child.once('message', (message) => resolve(message as FromGuardian));
      void this.#gone.then(() =>
        resolve({ type: 'failed', message: 'the database guardian ended unexpectedly' }),
      );
    });
    this.#send({ type: 'begin', config });
    const message = await answer;
    if (message.type === 'failed') throw new Error(message.message);
    this.#postgresPid = message.postgresPid;
  }

  /** Resolves when Postgres has stopped and the run's folder is gone. */
  async end(): Promise<void> {
    this.#send({ type: 'end' });
    await this.#gone;
  }

  #send(message: ToGuardian): void {
    if (this.#child.connected) this.#child.send(message);
  }
}
