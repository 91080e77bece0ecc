import type pg from 'pg';
import type { JobLog } from '../worker/job-log.ts';

const BATCH_MS = 500;

/**
 * Masks the output of half a second together, with the secrets that the job had read when the first line of it came:
 * one that it reads and prints within that time is stored in clear.
 */
export class BatchMaskedLog implements JobLog {
  readonly #pool: pg.Pool;
  readonly #jobId: string;
  #batch = '';
  #began = new Date();
  #timer: NodeJS.Timeout | undefined;
  #flushed: Promise<void> = Promise.resolve();
  text = '';

  constructor(pool: pg.Pool, jobId: string) {
    this.#pool = pool;
    this.#jobId = jobId;
  }

  head(text: string): void {
    this.text += text;
  }

  add(text: string): void {
    if (this.#batch === '') {
      this.#began = new Date();
      this.#timer = setTimeout(() => this.#flush(), BATCH_MS);
    }
    this.#batch += text;
  }

  async settle(): Promise<void> {
    this.#flush();
    await this.#flushed;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    const [batch, began] = [this.#batch, this.#began];
    this.#batch = '';
    if (batch === '') return;
    this.#flushed = this.#flushed.then(async () => {
      this.text += await this.#masked(batch, began);
    });
  }

  async #masked(batch: string, began: Date): Promise<string> {
    const { rows } = await this.#pool
      .query<{ masked: string }>({ ...MASK, values: [this.#jobId, batch, began] })
      .catch(() => ({ rows: [] }));
    // Without the database nothing can be masked, and what is not masked is not kept.
    return rows[0]?.masked ?? '';
  }
}

const MASK = {
  name: 'mask-batch',
  text: `SELECT mask_secrets($2, coalesce(array_agg(value), '{}')) AS masked
         FROM job_secret WHERE job_id = $1 AND noted_at <= $3`,
};
