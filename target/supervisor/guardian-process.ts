import { type ChildProcess, spawn } from 'node:child_process';
import type { FromGuardian, GuardianConfig, ToGuardian } from '../postgres/guardian-protocol.ts';

/** The guardian as its supervisor sees it. */
export class Guardian {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #postgresPid: number | undefined;

  /**
   * `program` is the guardian's code: it comes through a pipe, since there is no folder yet to keep it in. `label` is
   * shown in its command line.
   */
  constructor(program: string, label: string) {
    this.#child = spawn(process.execPath, ['-', label], {
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
      windowsHide: true,
    });
    this.#child.stdin?.on('error', () => undefined).end(program);
    this.#gone = new Promise((resolve) => this.#child.once('exit', () => resolve()));
  }

  get postgresPid(): number | undefined {
    return this.#postgresPid;
  }

  /**
   * Resolves once the run's folder is there; `ready` resolves once the database server has been started (or the
   * database made). Both reject with the reason when it fails.
   */
  async begin(config: GuardianConfig): Promise<{ readonly ready: Promise<void> }> {
    const folderMade = this.#next('folder-made');
    const ready = this.#next('ready').then((message) => {
      this.#postgresPid = message.postgresPid;
    });
    // It is waited for later: until then its failure is nobody's unhandled rejection.
    ready.catch(() => undefined);
    this.#send({ type: 'begin', config });
    await folderMade;
    return { ready };
  }

  #next<T extends FromGuardian['type']>(type: T): Promise<Extract<FromGuardian, { type: T }>> {
    return new Promise((resolve, reject) => {
      this.#child.on('message', (message: FromGuardian) => {
        if (message.type === type) resolve(message as Extract<FromGuardian, { type: T }>);
        if (message.type === 'failed') reject(new Error(message.message));
      });
      void this.#gone.then(() => reject(new Error('the database guardian ended unexpectedly')));
    });
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
